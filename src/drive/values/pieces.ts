import { type Codec, percentWithin } from './codec.js';

/**
 * What part of a value a piece is: all of it; a URI without its origin; or what stands between delimiters.
 */
export type Role = 'whole' | 'path' | 'part';

/** A stretch of a value that could be handed over. */
export interface Piece {
  readonly role: Role;
  /** Decoded. */
  readonly text: string;
  /** Where it stands in the raw value (UTF-16 units). */
  readonly start: number;
  readonly end: number;
  readonly codec: Codec;
  /** Of a part the one before it; null if there is none. */
  readonly before: string | null;
}

/** Of a value that has more, the parts from there on stay what they are: a list of ids is shorter, free text is not. */
const mostParts = 1_000;

/** The pieces of a raw value: all of it first, then from the outside to the inside. */
export function piecesOf(raw: string, codec: Codec): readonly Piece[] {
  const whole = codec.decode(raw);
  if (whole === null || whole === '') return [];
  const pieces: Piece[] = [
    { role: 'whole', text: whole, start: 0, end: raw.length, codec, before: null },
  ];
  const originEnd = endOfOrigin(raw);
  if (originEnd > 0 && originEnd < raw.length) {
    const text = codec.decode(raw.slice(originEnd));
    if (text !== null) {
      pieces.push({ role: 'path', text, start: originEnd, end: raw.length, codec, before: null });
    }
  }
  const isUri = originEnd > 0 || raw.startsWith('/') || raw.startsWith('\\/');
  const inner = isUri && raw.includes('%') ? percentWithin(codec) : codec;
  let from = originEnd;
  let before: string | null = null;
  const add = (end: number): void => {
    if (end <= from || (from === 0 && end === raw.length)) return;
    const text = inner.decode(raw.slice(from, end));
    if (text === null) return;
    pieces.push({ role: 'part', text, start: from, end, codec: inner, before });
    before = text;
  };
  for (const { index, 0: found } of raw.slice(originEnd).matchAll(codec.delimiters)) {
    add(originEnd + index);
    from = originEnd + index + found.length;
    if (pieces.length > mostParts) return pieces;
  }
  add(raw.length);
  return pieces;
}

/** The end of `http://host:port` at the beginning of a text, escaped as JSON may have it, too; 0 if there is none. */
export function endOfOrigin(raw: string): number {
  return (
    /^https?(?::|%3A)(?:\/\/|\\\/\\\/|%2F%2F)(?:[^/\\?#%\s]|%3A)+/iu.exec(raw)?.[0].length ?? 0
  );
}
