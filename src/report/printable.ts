/**
 * What must not reach a terminal raw: control characters (a recording may hold escape sequences), format
 * characters (they turn text around), line separators and lone surrogates.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Text as one line that a terminal shows as it is, with everything else escaped as in JSON. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** As `printable`, but line ends and tabs stay. */
export function printableLines(text: string): readonly string[] {
  return text.split(/\r?\n/u).map((line) => line.split('\t').map(printable).join('\t'));
}

function escaped(character: string): string {
  const named = NAMED.get(character);
  if (named !== undefined) return named;
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
