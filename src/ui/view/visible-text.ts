/**
 * What is not seen as it stands, or turns the text around it: control and format characters (bidi marks among them),
 * line separators, lone surrogates.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const RUNS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A stretch of a text, or one character that is not seen as it stands. */
export interface TextPiece {
  readonly text: string;
  /** Null if the text is shown as it stands, else what the character is, for people. */
  readonly unseen: string | null;
}

/** A text as one line in which everything is to be seen: what is not is escaped as in JSON. */
export function visibleText(text: string): string {
  return UNSEEN.test(text) ? text.replace(RUNS, escaped) : text;
}

/** As `visibleText`, taken apart, so that what is escaped can be told from the text `\n` itself. */
export function visiblePieces(text: string): readonly TextPiece[] {
  if (!UNSEEN.test(text)) return text === '' ? [] : [{ text, unseen: null }];
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const found of text.matchAll(RUNS)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), unseen: null });
    pieces.push({ text: escaped(found[0]), unseen: nameOf(found[0]) });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), unseen: null });
  return pieces;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  let text = '';
  for (let at = 0; at < character.length; at++) {
    text += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return text;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'NUL'],
  [0x09, 'tab'],
  [0x0a, 'line feed'],
  [0x0d, 'carriage return'],
  [0x1b, 'escape'],
  [0x7f, 'delete'],
  [0xad, 'soft hyphen'],
  [0x061c, 'Arabic letter mark'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0xfeff, 'byte order mark'],
]);

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES.get(code);
  return name === undefined ? number : `${number}, ${name}`;
}
