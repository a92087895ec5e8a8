import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.js';
import { JsonSyntaxError, parseJson } from '../json/parse-json.js';

/** Bytes of a file that a person writes. */
export const MAX_SIZE = 1_000_000;

/**
 * The content of a JSON file that a person wrote.
 *
 * @param what names the kind of file in errors
 * @throws UsageError if it is absent, too large or no JSON
 */
export function readJsonFile(file: string, what: string): unknown {
  return jsonIn(textOf(file, what), file, what);
}

/**
 * The content of a JSON text that stands in such a file.
 *
 * @throws UsageError if it is no JSON
 */
export function jsonIn(text: string, file: string, what: string): unknown {
  try {
    // Told by our own parser, errors have a place, and depth a limit.
    parseJson(text);
    return JSON.parse(text);
  } catch (error) {
    const place = error instanceof JsonSyntaxError ? ` at ${placeIn(text, error.offset)}` : '';
    throw new UsageError(`${what} ${file}: it is no JSON${place}`, { cause: error });
  }
}

function textOf(file: string, what: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'it does not exist' : `it can not be read (${String(code)})`;
    throw new UsageError(`${what} ${file}: ${reason}; check the path`, { cause: error });
  }
  if (bytes.length > MAX_SIZE) {
    throw new UsageError(`${what} ${file}: it is larger than ${MAX_SIZE} bytes`);
  }
  try {
    // Editors on Windows begin files with a byte order mark, which this takes away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`${what} ${file}: it is not in UTF-8`, { cause: error });
  }
}

function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
