import { isUtf8 } from 'node:buffer';
import type { Finding } from './finding.js';
import type { Place } from './places.js';

/** A text that was decoded from a stretch of another, and still knows where each of its units came from. */
export interface DecodedText {
  readonly text: string;
  /** Where unit `index` (or the end) came from in the source. */
  sourceAt(index: number): number;
}

/** Puts what was found in the decoded text where it stands in the source; pseudonyms need no encoding. */
export function inSource(decoded: DecodedText, found: readonly Finding[], place: Place): Finding[] {
  return found.map(({ start, end, text }) => ({
    start: decoded.sourceAt(start),
    end: decoded.sourceAt(end),
    text,
    place,
  }));
}

/** The inside of a valid JSON string (RFC 8259 §7) whose text between the quotes is `source.slice(start, end)`. */
export function decodedJsonString(source: string, start: number, end: number): DecodedText {
  const raw = source.slice(start, end);
  if (!raw.includes('\\')) return { text: raw, sourceAt: (index) => start + index };
  const ats: number[] = [];
  for (let at = start; at < end; ) {
    ats.push(at);
    if (source[at] !== '\\') at += 1;
    else at += source[at + 1] === 'u' ? 6 : 2;
  }
  ats.push(end);
  return { text: JSON.parse(`"${raw}"`), sourceAt: (index) => ats[index] ?? end };
}

/**
 * Decodes percent-encoding (RFC 3986 §2.1) and, in forms, `+`. What is not well encoded stays as it is.
 */
export function decodedPercent(
  source: string,
  start: number,
  end: number,
  plusIsSpace: boolean,
): DecodedText {
  const raw = source.slice(start, end);
  if (!raw.includes('%') && !(plusIsSpace && raw.includes('+'))) {
    return { text: raw, sourceAt: (index) => start + index };
  }
  let text = '';
  const ats: number[] = [];
  for (let at = start; at < end; ) {
    const run = source[at] === '%' ? encodedCharacter(source, at, end) : null;
    const character = run ?? (plusIsSpace && source[at] === '+' ? ' ' : source.charAt(at));
    for (let unit = 0; unit < character.length; unit++) ats.push(at);
    text += character;
    at += run === null ? 1 : 3 * Buffer.byteLength(run);
  }
  ats.push(end);
  return { text, sourceAt: (index) => ats[index] ?? end };
}

/** The one character whose UTF-8 bytes are percent-encoded from `at` on, or null. */
function encodedCharacter(source: string, at: number, end: number): string | null {
  const lead = Number.parseInt(source.slice(at + 1, at + 3), 16);
  const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const encoded = source.slice(at, at + 3 * length);
  if (at + encoded.length > end || !/^(?:%[0-9a-f]{2})+$/iu.test(encoded)) return null;
  if (length === 1) return String.fromCharCode(lead);
  const bytes = Buffer.from(encoded.replaceAll('%', ''), 'hex');
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
