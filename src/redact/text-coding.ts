import { isUtf8 } from 'node:buffer';

/** Bytes read as text, one way or another, and the way back: what was not touched comes out as it was. */
export interface CodedText {
  readonly text: string;
  /** Whether the bytes are valid UTF-8 and no UTF-16 in disguise. */
  readonly utf8: boolean;
  encode(text: string): Uint8Array;
}

/**
 * Reads a body as UTF-8 if it is valid, as UTF-16 if it says or looks so (NUL in every other byte,
 * as RFC 4627 §3 has it), else byte by byte, so that secrets are found in any case.
 */
export function codedText(content: Uint8Array, contentType: string | null): CodedText {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const order = utf16Order(bytes, contentType);
  if (order !== null) return utf16(bytes, order);
  const coding = isUtf8(bytes) ? 'utf8' : 'latin1';
  return {
    text: bytes.toString(coding),
    utf8: coding === 'utf8',
    encode: (text) => Buffer.from(text, coding),
  };
}

function utf16Order(bytes: Buffer, contentType: string | null): 'le' | 'be' | null {
  if (bytes.length < 4) return null;
  const mark = bytes.readUInt16BE(0);
  if (mark === 0xfeff) return 'be';
  if (mark === 0xfffe) return 'le';
  const [a, b, c, d] = bytes;
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'le';
  const declared = /charset\s*=\s*"?utf-16(le|be)?/iu.exec(contentType ?? '');
  if (declared === null || !bytes.includes(0)) return null;
  return declared[1]?.toLowerCase() === 'le' ? 'le' : 'be';
}

function utf16(bytes: Buffer, order: 'le' | 'be'): CodedText {
  const whole = bytes.length - (bytes.length % 2);
  const even = Buffer.from(bytes.subarray(0, whole));
  const rest = bytes.subarray(whole);
  return {
    text: (order === 'be' ? even.swap16() : even).toString('utf16le'),
    utf8: false,
    encode(text) {
      const encoded = Buffer.from(text, 'utf16le');
      return Buffer.concat([order === 'be' ? encoded.swap16() : encoded, rest]);
    },
  };
}
