import { tryParseJson } from '../../json/parse-json.js';
import { eventLine, type LineMembers, stringJson } from './event-line.js';
import { PIECE } from './form.js';

/** How the bytes of a body or a message stand in a line, and the lines that come before it, if they are too many. */
export interface ContentJson {
  readonly before: Iterable<string>;
  readonly members: LineMembers;
}

const LINE_BREAK = /[\n\r]/u;

/**
 * JSON stands as it is, so that one sees what it says; all else that is text as a string, and what is no text
 * in base64. Each gives back the same bytes.
 *
 * @param text what the bytes say; null if they are no UTF-8
 */
export function contentJson(bytes: Uint8Array, text: string | null): ContentJson {
  if (bytes.length > PIECE) {
    const slices = slicesOf(bytes, text !== null);
    const before = pieces(slices, (slice) =>
      text === null
        ? { base64: base64Json(slice) }
        : { text: JSON.stringify(Buffer.from(slice).toString()) },
    );
    return { before, members: { pieces: String(slices.length) } };
  }
  if (text === null) return { before: [], members: { base64: base64Json(bytes) } };
  if (isOneLineOfJson(text)) return { before: [], members: { json: text } };
  return { before: [], members: { text: stringJson(text) } };
}

function base64Json(bytes: Uint8Array): string {
  return `"${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')}"`;
}

/** The bytes as they came, before a coding was undone. */
export function encodedJson(bytes: Uint8Array): ContentJson {
  if (bytes.length <= PIECE) return { before: [], members: { encoded: base64Json(bytes) } };
  const slices = slicesOf(bytes, false);
  const before = pieces(slices, (slice) => ({ encoded: base64Json(slice) }));
  return { before, members: { encodedPieces: String(slices.length) } };
}

function* pieces(
  slices: readonly Uint8Array[],
  members: (slice: Uint8Array) => LineMembers,
): Generator<string> {
  for (const slice of slices) yield eventLine('piece', members(slice));
}

/** @param isText cut between characters */
function slicesOf(bytes: Uint8Array, isText: boolean): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    let end = Math.min(at + PIECE, bytes.length);
    // The second and later bytes of a character (RFC 3629 §3).
    while (isText && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    found.push(bytes.subarray(at, end));
    at = end;
  }
  return found;
}

/** What stands around a JSON value would be lost, and a line break within it would end the line. */
export function isOneLineOfJson(text: string): boolean {
  if (LINE_BREAK.test(text)) return false;
  const node = tryParseJson(text);
  return node !== null && node.start === 0 && node.end === text.length;
}
