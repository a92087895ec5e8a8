import type { Row } from '../../protocol/row.js';
import type { RowBook } from '../row-book.js';
import { delayBetween, durationOf, isFailed } from '../row-traits.js';

/** Lengths of time with the moments that they began, each list as long as the others; by wire order. */
export interface Samples {
  /** Milliseconds since the epoch. */
  readonly at: readonly number[];
  /** Milliseconds. */
  readonly length: readonly number[];
  /** Keys of the calls. */
  readonly key: readonly string[];
}

/** The calls of one operation. */
export interface OperationSamples {
  /** Null for calls without one. */
  readonly operation: string | null;
  readonly calls: number;
  readonly failed: number;
  /** From request to the end of the answer. */
  readonly latency: Samples;
  /** From request to the first notification at the caller itself, copies not counted. */
  readonly delay: Samples;
}

interface Gathered {
  calls: number;
  failed: number;
  readonly latency: { at: number[]; length: number[]; key: string[] };
  readonly delay: { at: number[]; length: number[]; key: string[] };
}

/** The calls of each operation, the most frequent first; null finds all. */
export function operationSamples(
  book: RowBook,
  matching: ReadonlySet<string> | null,
): readonly OperationSamples[] {
  const byOperation = new Map<string | null, Gathered>();
  for (const row of book.rows) {
    if (row.kind !== 'call' || matching?.has(row.key) === false) continue;
    let gathered = byOperation.get(row.operation);
    if (gathered === undefined) {
      gathered = { calls: 0, failed: 0, latency: none(), delay: none() };
      byOperation.set(row.operation, gathered);
    }
    gathered.calls += 1;
    if (isFailed(row)) gathered.failed += 1;
    note(gathered.latency, row, durationOf(row));
    note(gathered.delay, row, delayOf(row, book));
  }
  return [...byOperation]
    .map(([operation, gathered]) => ({ operation, ...gathered }))
    .sort((a, b) => b.calls - a.calls);
}

function none() {
  return { at: [], length: [], key: [] };
}

function note(samples: Gathered['latency'], row: Row, length: number | null): void {
  // Of a damaged recording a time may be anything.
  if (length === null || !(length >= 0) || !Number.isFinite(length)) return;
  samples.at.push(row.at);
  samples.length.push(length);
  samples.key.push(row.key);
}

function delayOf(call: Row, book: RowBook): number | null {
  if (call.answers === 0) return null;
  const first = book
    .answersOf(call.id)
    .find(({ copy, session }) => !copy && session === call.session);
  return first === undefined ? null : delayBetween(call, first);
}
