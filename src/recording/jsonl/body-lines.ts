import type { Database } from 'better-sqlite3';
import { bodyText } from '../body-text.js';
import { ColumnError, integer, integerOrNull, type Row } from '../columns.js';
import { bodyOf } from '../read-rows.js';
import { type ContentJson, contentJson, encodedJson } from './content-json.js';
import { type LineMembers, numberJson, objectJson, stringJson } from './event-line.js';
import { exactRow } from './exact-row.js';

const COLUMNS = [
  ...['content', 'encoded', 'encoding', 'length', 'digest', 'omitted', 'is_text', 'checksum'],
] as const;

/** Writes each body once, where it is first referred to. */
export interface BodyLines {
  /** The body that a row refers to, as the value of a member; null if it has none. */
  of(row: Row): { readonly before: Iterable<string>; readonly json: string | null };
  /** Whether it stands in the lines already. */
  has(id: number): boolean;
  members(id: number): ContentJson;
}

export function bodyLines(database: Database): BodyLines {
  const rowAt = exactRow(database, 'body', 'id', COLUMNS);
  const written = new Set<number>();

  function members(id: number): ContentJson {
    const row = rowAt(id);
    if (row === null) throw new ColumnError('body', `row ${id}`);
    written.add(id);
    return bodyJson(id, row);
  }

  return {
    of(row) {
      const id = integerOrNull(row, 'body');
      if (id === null) return { before: [], json: null };
      if (written.has(id)) return { before: [], json: objectJson({ id: String(id) }) };
      const { before, members: said } = members(id);
      return { before, json: objectJson(said) };
    },
    has: (id) => written.has(id),
    members,
  };
}

/** What follows from the rest is left out; it is what we would write, or the row is damaged. */
function bodyJson(id: number, row: Row): ContentJson {
  const body = bodyOf(row);
  const text = bodyText(body);
  if (integer(row, 'is_text') !== (text === null ? 0 : 1))
    throw new ColumnError('is_text', 'truth');
  const { content, encoded, encoding, length, digest, omitted } = body;
  const none: ContentJson = { before: [], members: {} };
  const said = content === null ? none : contentJson(content, text);
  const came = encoded === null ? none : encodedJson(encoded);
  const members: LineMembers = {
    id: String(id),
    encoding: stringJson(encoding),
    length: length === (encoded ?? content)?.length ? null : numberJson(length),
    omitted: stringJson(omitted),
    digest: stringJson(digest),
    ...said.members,
    ...came.members,
  };
  return { before: both(said.before, came.before), members };
}

function* both(one: Iterable<string>, other: Iterable<string>): Generator<string> {
  yield* one;
  yield* other;
}
