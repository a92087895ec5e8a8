import { isUtf8 } from 'node:buffer';

/** Bytes read as text, one way or another, and the way back: what was not touched comes out as it was. */
export interface CodedText {
  readonly text: string;
  encode(text: string): Uint8Array;
}

/** Reads bytes as UTF-8 if they are valid, else one by one (Latin-1), so that names in ASCII are found in any case. */
export function byteText(content: Uint8Array): CodedText & { readonly utf8: boolean } {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const utf8 = isUtf8(bytes);
  const coding = utf8 ? 'utf8' : 'latin1';
  return { text: bytes.toString(coding), utf8, encode: (text) => Buffer.from(text, coding) };
}

/**
 * Reads bytes as UTF-16 if they say so or look so (NUL in every other byte, as RFC 4627 §3 has it);
 * null if they don't. They may lie, so read them as `byteText` too.
 */
export function utf16Text(content: Uint8Array, contentType: string | null): CodedText | null {
  const order = utf16Order(content, contentType);
  if (order === null) return null;
  const whole = content.length - (content.length % 2);
  const even = Buffer.from(content.subarray(0, whole));
  const rest = content.subarray(whole);
  return {
    text: (order === 'be' ? even.swap16() : even).toString('utf16le'),
    encode(text) {
      const encoded = Buffer.from(text, 'utf16le');
      return Buffer.concat([order === 'be' ? encoded.swap16() : encoded, rest]);
    },
  };
}

function utf16Order(bytes: Uint8Array, contentType: string | null): 'le' | 'be' | null {
  const [a, b, c, d] = bytes;
  if (d === undefined) return null;
  if (a === 0xfe && b === 0xff) return 'be';
  if (a === 0xff && b === 0xfe) return 'le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'le';
  const declared = /charset\s*=\s*"?utf-16(le|be)?/iu.exec(contentType ?? '');
  if (declared === null || !bytes.includes(0)) return null;
  return declared[1]?.toLowerCase() === 'le' ? 'le' : 'be';
}
