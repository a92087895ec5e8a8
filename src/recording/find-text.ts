import type { Database } from 'better-sqlite3';
import { bytesOrNull, headers, integer, integerOrNull, type Row, text } from './columns.js';

/** Where texts stand: bodies by themselves first, for exchanges only name them. */
export const SEARCHED = ['body', 'request', 'response', 'message'] as const;

/** How far a search has come. */
export interface SearchPlace {
  readonly table: (typeof SEARCHED)[number];
  /** The id that was looked at last. */
  readonly after: number;
}

/** What a slice of a search found. */
export interface SearchSlice {
  /** Of `body` ids of bodies, of `request` and `response` of exchanges, of `message` of messages. */
  readonly ids: readonly number[];
  /** Where to go on; null at the end of the table. */
  readonly after: number | null;
}

/** Rows and UTF-16 units that are looked at in one slice: a few milliseconds. */
const sliceRows = 1_000;
const sliceText = 4 * 1024 * 1024;
/** Bytes of one body that are looked at. */
const longestBody = 64 * 1024 * 1024;

/**
 * Looks for a text in some rows of a table, wherever it stands, upper and lower case alike. It is no pattern.
 *
 * @param wanted in lower case
 * @param bodies ids of bodies that have it
 */
export function searchSlice(
  database: Database,
  { table, after }: SearchPlace,
  wanted: string,
  bodies: ReadonlySet<number>,
): SearchSlice {
  const next = database.prepare(SQL[table]);
  const ids: number[] = [];
  let last = after;
  let looked = 0;
  for (let rows = 0; rows < sliceRows && looked < sliceText; rows += 1) {
    // One at a time: a body can be as large as there is room for.
    const row = next.get(last) as Row | undefined;
    if (row === undefined) return { ids, after: null };
    last = integer(row, 'id');
    const { length, found } = lookAt(table, row, wanted, bodies);
    looked += length;
    if (found) ids.push(last);
  }
  return { ids, after: last };
}

const SQL: Readonly<Record<SearchPlace['table'], string>> = {
  body: `SELECT id, substr(content, 1, ${longestBody}) AS content FROM body WHERE id > ? ORDER BY id LIMIT 1`,
  request: 'SELECT id, method, path, headers, body FROM request WHERE id > ? ORDER BY id LIMIT 1',
  response:
    'SELECT exchange AS id, headers, body FROM response WHERE exchange > ? ORDER BY exchange LIMIT 1',
  message: 'SELECT id, text FROM message WHERE id > ? ORDER BY id LIMIT 1',
};

function lookAt(
  table: SearchPlace['table'],
  row: Row,
  wanted: string,
  bodies: ReadonlySet<number>,
): { readonly length: number; readonly found: boolean } {
  const body = table === 'request' || table === 'response' ? integerOrNull(row, 'body') : null;
  const content = textIn(table, row);
  return {
    length: content.length,
    found: (body !== null && bodies.has(body)) || content.toLowerCase().includes(wanted),
  };
}

function textIn(table: SearchPlace['table'], row: Row): string {
  switch (table) {
    case 'body': {
      const content = bytesOrNull(row, 'content');
      return content === null
        ? ''
        : Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
    }
    case 'message':
      return text(row, 'text');
    case 'request':
      return `${text(row, 'method')} ${text(row, 'path')}\n${headerText(row)}`;
    case 'response':
      return row.headers === null ? '' : headerText(row);
  }
}

function headerText(row: Row): string {
  return headers(row, 'headers')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
