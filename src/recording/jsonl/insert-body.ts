import { isUtf8 } from 'node:buffer';
import type { Database } from 'better-sqlite3';
import { checksum } from '../checksum.js';
import { OMITTED } from '../read-rows.js';
import { exists, insertValues } from './insert-values.js';
import { LineError } from './line-error.js';
import type { LineValues } from './line-values.js';
import type { Pieces } from './pieces.js';

/** What only a body has that stands there for the first time. */
const OWN = ['json', 'text', 'base64', 'pieces', 'encoded', 'encodedPieces', 'length'] as const;

/** Puts a body into its table, if it was not there before, and tells its id. */
export function insertBody(database: Database, pieces: Pieces): (values: LineValues) => number {
  const insert = insertValues(database, 'body');
  const isThere = exists(database, 'body');
  return (values) => {
    const id = values.count('id');
    if (!OWN.some((name) => values.has(name))) {
      if (!isThere(id)) throw new LineError(`body ${id} is not there yet`);
      values.done();
      return id;
    }
    const content = textOf(values, pieces) ?? values.bytesOrNull('base64');
    const encoded = encodedOf(values, pieces);
    const came = (encoded ?? content)?.length;
    insert({
      id,
      is_text: content !== null && isUtf8(content) ? 1 : 0,
      content,
      encoded,
      encoding: values.textOrNull('encoding'),
      length: came === undefined || values.has('length') ? values.count('length') : came,
      digest: values.textOrNull('digest'),
      omitted: values.oneOfOrNull('omitted', OMITTED),
      checksum: checksum(content, encoded),
    });
    values.done();
    return id;
  };
}

/** The bytes of what stands there as text; null if nothing does. */
export function textOf(values: LineValues, pieces: Pieces): Buffer | null {
  const count = values.countOrNull('pieces');
  if (count !== null) return pieces.content(count);
  const text = values.jsonOrNull('json') ?? values.textOrNull('text');
  return text === null ? null : Buffer.from(text);
}

function encodedOf(values: LineValues, pieces: Pieces): Buffer | null {
  const count = values.countOrNull('encodedPieces');
  return count === null ? values.bytesOrNull('encoded') : pieces.encoded(count);
}
