import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { integer } from './columns.js';

/** The ids of a table's rows by `seq`, which is usually the order that they have anyway. */
export function idsInWireOrder(
  database: Database,
  table: 'request' | 'message',
): readonly number[] {
  const ids: number[] = [];
  const seqs: number[] = [];
  let isSorted = true;
  for (const row of ascending(database, `SELECT id, seq FROM ${table} ORDER BY id`)) {
    const seq = integer(row, 'seq');
    if (seq < (seqs.at(-1) ?? seq)) isSorted = false;
    ids.push(integer(row, 'id'));
    seqs.push(seq);
  }
  if (isSorted) return ids;
  const places = ids.map((_, place) => place);
  places.sort((a, b) => (seqs[a] ?? 0) - (seqs[b] ?? 0));
  return places.map((place) => ids[place] ?? 0);
}
