/**
 * Words for a POSIX shell, safe to paste: nothing in them is expanded, and no control or format character stands in
 * them as it is, for a terminal might act on it, or show the command otherwise than it runs.
 */

/** A text as it is, or the name of a variable that holds it. */
export type WordPart = { readonly text: string } | { readonly variable: string };

/** A word that the shell need not be told to leave alone. */
const PLAIN = /^[A-Za-z0-9_./:@%+,-]+$/u;

/** What must not stand in a command as it is; a line feed may. */
const UNSAFE = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

/** What means something in the format of `printf` or in the quotes around it, and what must not be seen. */
const MEANS_SOMETHING = /[\\'%!]|[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

/** Whether a text has to be written with escapes. A byte above 127 that is no UTF-8 has to be, too: see `bytes`. */
export function needsEscapes(text: string): boolean {
  return UNSAFE.test(text);
}

/** One word of a command. It can't hold NUL, nor end in a line feed if it holds what needs escapes: see `shellPrintf`. */
export function shellWord(parts: readonly WordPart[]): string {
  const word = joined(parts).map(quotedPart).join('');
  return word === '' ? "''" : word;
}

/**
 * A command that prints a text, whatever is in it.
 *
 * @param bytes whether each character stands for a byte (what was read as Latin-1), else it is written in UTF-8
 */
export function shellPrintf(parts: readonly WordPart[], bytes = false): string {
  const whole = joined(parts);
  const plain = whole.every((part) => 'variable' in part || !(bytes || needsEscapes(part.text)));
  if (plain) return `printf '%s' ${shellWord(whole)}`;
  const format = whole
    .map((part) => ('variable' in part ? '%s' : escapedText(part.text, bytes)))
    .join('')
    // Else it would be taken for an option.
    .replace(/^-/u, '\\055');
  const variables = whole.flatMap((part) => ('variable' in part ? [`"$${part.variable}"`] : []));
  return ['printf', `'${format}'`, ...variables].join(' ');
}

function quotedPart(part: WordPart): string {
  if ('variable' in part) return `"$${part.variable}"`;
  if (needsEscapes(part.text)) return `"$(${shellPrintf([part])})"`;
  return PLAIN.test(part.text) ? part.text : quoted(part.text);
}

/** Neighbouring texts as one; empty ones left out. */
function joined(parts: readonly WordPart[]): readonly WordPart[] {
  const result: WordPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if ('variable' in part) result.push(part);
    else if (part.text === '') continue;
    else if (last !== undefined && 'text' in last) {
      result[result.length - 1] = { text: last.text + part.text };
    } else result.push(part);
  }
  return result;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** For the format of `printf`, within single quotes; `!` too, which an interactive shell expands in double ones. */
function escapedText(text: string, bytes: boolean): string {
  let escaped = '';
  for (const character of text) {
    if (!MEANS_SOMETHING.test(character) && !(bytes && character > '~')) escaped += character;
    else if (bytes) escaped += octal(character.charCodeAt(0) & 0xff);
    else for (const byte of new TextEncoder().encode(character)) escaped += octal(byte);
  }
  return escaped;
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
