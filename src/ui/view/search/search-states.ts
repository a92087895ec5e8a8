import type { Row } from '../../protocol/row.js';
import { isFailed, isOpen, isUncorrelated, isUnsolicited } from '../row-traits.js';

/** A word of the search that says what has become of something. */
export interface SearchState {
  readonly name: string;
  /** For people. */
  readonly hint: string;
  readonly is: (row: Row) => boolean;
}

export const SEARCH_STATES: readonly SearchState[] = [
  {
    name: 'uncorrelated',
    hint: 'calls that expect a notification and have none',
    is: isUncorrelated,
  },
  { name: 'unsolicited', hint: 'notifications that answer no call', is: isUnsolicited },
  { name: 'copy', hint: 'notifications that others got too', is: ({ copy }) => copy },
  { name: 'failed', hint: '4xx, 5xx, cut off, or unreachable', is: isFailed },
  { name: 'open', hint: 'exchanges without an answer', is: isOpen },
  {
    name: 'miss',
    hint: 'calls that a stand-in had no answer for',
    is: ({ miss }) => miss !== null,
  },
  {
    name: 'undelivered',
    hint: 'notifications that a stand-in could not deliver',
    is: ({ state }) => state === 'undelivered',
  },
];
