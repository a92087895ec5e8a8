import type { Database } from 'better-sqlite3';
import { ColumnError, instant, integer, type Row } from './columns.js';

/** One place in wire order: a request, the end of an answer or a message. */
export interface WireStep {
  readonly of: 'request' | 'message' | 'response';
  /** Of the exchange, or of the message. */
  readonly id: number;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const KINDS = ['request', 'message', 'response'] as const;

/** Bytes: no row of these tables is as short. */
const SMALLEST_ROW = 16;

/**
 * All that a recording holds, in wire order. SQLite sorts, on the disk if need be, so memory stays small however
 * long the recording is. A hostile file can name one page a thousand times: the steps end after as many as it has room for.
 */
export function* wireSteps(database: Database): Generator<WireStep> {
  const size = (pragma: string): number => Number(database.pragma(pragma, { simple: true }));
  const most = Math.ceil((size('page_count') * size('page_size')) / SMALLEST_ROW);
  let count = 0;
  for (const values of database.prepare(STEPS).raw().iterate(most) as Iterable<unknown[]>) {
    count += 1;
    const [kind, id, seq, at] = values;
    const row: Row = { id, seq, at };
    yield {
      of: KINDS[kind as number] ?? 'request',
      id: integer(row, 'id'),
      seq: integer(row, 'seq'),
      at: instant(row, 'at'),
    };
  }
  if (count >= most) throw new ColumnError('id', 'rising number');
}

const STEPS = `
  SELECT kind, id, seq, at
  FROM (
    SELECT 0 AS kind, id, seq, started_at AS at FROM request
    UNION ALL SELECT 1, id, seq, received_at FROM message
    UNION ALL SELECT 2, exchange, seq, ended_at FROM response
    LIMIT ?
  )
  ORDER BY seq, kind, id`;
