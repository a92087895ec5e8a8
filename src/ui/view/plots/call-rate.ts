import type { RowBook } from '../row-book.js';
import { isFailed } from '../row-traits.js';

/** Stretches that people count in, in seconds. */
const WIDTHS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400,
];
const MOST_STRETCHES = 240;

/** Calls a second over the time, in stretches of one width. */
export interface CallRate {
  /** Seconds. */
  readonly width: number;
  /** Middle of each stretch, in milliseconds since the epoch. */
  readonly at: readonly number[];
  /** Calls a second, those that failed among them. */
  readonly calls: readonly number[];
  readonly failed: readonly number[];
}

/** Null if there are no calls. */
export function callRate(
  book: RowBook,
  matching: ReadonlySet<string> | null,
  span: { readonly from: number; readonly to: number },
): CallRate | null {
  const seconds = (span.to - span.from) / 1_000;
  const width = WIDTHS.find((each) => seconds / each <= MOST_STRETCHES) ?? seconds / MOST_STRETCHES;
  const first = Math.floor(span.from / 1_000 / width);
  const count = Math.min(MOST_STRETCHES + 2, Math.floor(span.to / 1_000 / width) - first + 1);
  // Of a damaged recording a time may be anything.
  if (!(count > 0)) return null;
  const calls = new Array<number>(count).fill(0);
  const failed = new Array<number>(count).fill(0);
  let any = false;
  for (const row of book.rows) {
    if (row.kind !== 'call' || matching?.has(row.key) === false) continue;
    const at = Math.floor(row.at / 1_000 / width) - first;
    if (!(at >= 0 && at < count)) continue;
    any = true;
    calls[at] = (calls[at] ?? 0) + 1 / width;
    if (isFailed(row)) failed[at] = (failed[at] ?? 0) + 1 / width;
  }
  if (!any) return null;
  const at = calls.map((_, each) => (first + each + 0.5) * width * 1_000);
  return { width, at, calls, failed };
}
