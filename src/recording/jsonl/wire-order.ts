import type { Database } from 'better-sqlite3';
import { ascending } from '../ascending.js';
import { integer } from '../columns.js';

/** A row that has a place in wire order. */
export interface WirePlace {
  readonly table: 'request' | 'response' | 'message';
  readonly id: number;
}

interface Places {
  readonly table: WirePlace['table'];
  readonly ids: readonly number[];
  readonly seqs: readonly number[];
}

/**
 * All requests, answers and messages as they passed; of those that claim the same place requests come first, and
 * then lower ids. Held in memory are two numbers for each.
 */
export function* wireOrder(database: Database): Generator<WirePlace> {
  const all = [
    places(database, 'request', 'id'),
    places(database, 'response', 'exchange'),
    places(database, 'message', 'id'),
  ];
  const next = all.map(() => 0);
  for (;;) {
    let first = -1;
    let lowest = Number.POSITIVE_INFINITY;
    for (const [index, { seqs }] of all.entries()) {
      const seq = seqs[next[index] ?? 0];
      if (seq === undefined || seq >= lowest) continue;
      lowest = seq;
      first = index;
    }
    const found = all[first];
    if (found === undefined) return;
    const at = next[first] ?? 0;
    next[first] = at + 1;
    yield { table: found.table, id: found.ids[at] ?? 0 };
  }
}

function places(database: Database, table: WirePlace['table'], key: string): Places {
  const ids: number[] = [];
  const seqs: number[] = [];
  let isSorted = true;
  for (const row of ascending(database, `SELECT ${key} AS id, seq FROM ${table} ORDER BY ${key}`)) {
    const seq = integer(row, 'seq');
    if (seq < (seqs.at(-1) ?? seq)) isSorted = false;
    ids.push(integer(row, 'id'));
    seqs.push(seq);
  }
  if (isSorted) return { table, ids, seqs };
  const order = ids.map((_, place) => place);
  order.sort((a, b) => (seqs[a] ?? 0) - (seqs[b] ?? 0));
  return {
    table,
    ids: order.map((place) => ids[place] ?? 0),
    seqs: order.map((place) => seqs[place] ?? 0),
  };
}
