import type { Row } from '../../protocol/row.js';
import { durationOf } from '../row-traits.js';
import type { SearchContext } from '../search/search-context.js';
import { SEARCH_KEYS } from '../search/search-keys.js';

/** What the table can be sorted by: its columns. */
export const COLUMNS = ['time', 'desktop', 'what', 'where', 'status', 'duration', 'link'] as const;

export type Column = (typeof COLUMNS)[number];

export interface Sorting {
  readonly by: Column;
  readonly descends: boolean;
}

export const WIRE_ORDER: Sorting = { by: 'time', descends: false };

/** Null stands last, whichever way it is sorted. */
type SortValue = number | string | null;

const delay = SEARCH_KEYS.find(({ name }) => name === 'delay');

/** What a row is sorted by in a column. */
export function sortValueOf(column: Column, row: Row, context: SearchContext): SortValue {
  switch (column) {
    case 'time':
      return row.seq;
    case 'desktop':
      return row.session;
    case 'what':
      return row.operation ?? row.messageType ?? row.method ?? row.channel;
    case 'where':
      return row.path ?? row.channel;
    case 'status':
      return row.status;
    case 'duration':
      return durationOf(row);
    case 'link':
      return delay?.of(row, context) ?? null;
  }
}

/** Compares two values of one column. */
export function compareValues(a: SortValue, b: SortValue, descends: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (descends ? -1 : 1);
}
