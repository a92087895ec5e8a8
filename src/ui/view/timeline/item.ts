import type { Row } from '../../protocol/row.js';
import { type Look, lookOf, type StripName, stripOf } from './look.js';
import { countable } from './time-scale.js';
import type { Track } from './track.js';

/** A row as it stands in the timeline. */
export class Item {
  row: Row;
  at: number;
  /** Of an exchange that is open: infinity. */
  end: number;
  look: Look;
  readonly strip: StripName;
  /** Where it was laid. */
  track: Track | null = null;

  constructor(row: Row) {
    this.row = row;
    this.strip = stripOf(row);
    this.look = lookOf(row);
    this.at = startOf(row);
    this.end = endOf(row);
  }

  get key(): string {
    return this.row.key;
  }
}

export function startOf({ at }: Row): number {
  return countable(at);
}

export function endOf(row: Row): number {
  const at = startOf(row);
  if (row.kind === 'notification' || row.kind === 'message') return at;
  if (row.end === null) return Number.POSITIVE_INFINITY;
  // A clock that was set back ends nothing before it began.
  return Math.max(at, countable(row.end));
}
