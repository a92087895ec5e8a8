import type { Database } from 'better-sqlite3';
import { ColumnError, integer, type Row } from './columns.js';

/** Where a row stands in wire order. */
export interface WirePlace {
  readonly of: 'request' | 'message';
  readonly id: number;
  readonly seq: number;
}

/** Rows that are looked at before somebody else gets a turn. */
const PAGE = 20_000;

/**
 * The places of all exchanges and messages after one, in wire order, at most so many. It yields after some thousand rows, so that
 * whoever has other things to do can do them; what it returns in the end are the places. However long the recording is, it holds
 * about twice as many places as are wanted.
 *
 * @param after only what has a larger `seq`
 */
export function* wirePlaces(
  database: Database,
  after: number,
  most: number,
): Generator<void, readonly WirePlace[]> {
  let places: WirePlace[] = [];
  for (const of of ['request', 'message'] as const) {
    const page = database
      .prepare(`SELECT id, seq FROM ${of} WHERE id > ? ORDER BY id LIMIT ${PAGE}`)
      .raw();
    for (let last = Number.MIN_SAFE_INTEGER; ; ) {
      const found = page.all(last) as [unknown, unknown][];
      for (const [id, seq] of found) {
        const place = placeOf(of, { id, seq });
        if (place.id <= last) throw new ColumnError('id', 'rising number');
        last = place.id;
        if (place.seq > after) places.push(place);
      }
      if (places.length > 2 * most + PAGE) places = first(places, most);
      if (found.length < PAGE) break;
      yield;
    }
  }
  return first(places, most);
}

function placeOf(of: WirePlace['of'], row: Row): WirePlace {
  return { of, id: integer(row, 'id'), seq: integer(row, 'seq') };
}

function first(places: WirePlace[], most: number): WirePlace[] {
  return places.sort((a, b) => a.seq - b.seq).slice(0, most);
}
