import type { RowCounts } from '../recording/row-counts.js';
import { plural } from './plural.js';

/** Two lines for people, without an end. */
export function rowCountsText(counts: RowCounts): string {
  const { sessions, exchanges, calls, notifications, correlated } = counts;
  const said = [
    plural(sessions, 'session'),
    plural(exchanges, 'exchange'),
    plural(calls, 'call'),
    plural(notifications, 'notification'),
  ];
  return `  ${said.join(', ')}\n  ${correlated} of the notifications answer a call`;
}
