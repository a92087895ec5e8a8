import type { Edit } from '../json/replace-spans.js';
import { closingQuote, type QuotedEnd } from './closing-quote.js';
import { machineMade } from './machine-made.js';
import type { Pseudonyms } from './pseudonym.js';

/**
 * How bold the search is. `plain`: whatever looks like `name=value` or `name: value`. `embedded` (a
 * value within something parsed): after `:` only what looks made by a machine, for people write so
 * too. `markup`: quoted values, and unquoted ones after `?`, `&` or `;`. `script`: quoted values that
 * look made by a machine; code must not break.
 */
export type TextKind = 'plain' | 'embedded' | 'markup' | 'script';

/** A name that stands before a separator. */
export interface NameBefore {
  readonly text: string;
  readonly start: number;
  /** The quote after it with its backslashes (`\"` within JSON within JSON), '' if there is none. */
  readonly quote: string;
}

/** A value that stands after a name in a text of unknown kind. */
export interface LooseValue {
  readonly edits: readonly Edit[];
  /** Where the search goes on. */
  readonly end: number;
}

/** Values of these go on to the end of the line: `Authorization: Basic …`, `Cookie: a=b; c=d`. */
const wholeLine = /(?:authorization|cookie)\d?$/iu;

/**
 * Reads the value after the separator at `at`; null if there is none that counts. A quoted value
 * that nobody closes goes on to the end of the text: better too much than a leak.
 */
export function readValue(
  text: string,
  at: number,
  name: NameBefore,
  kind: TextKind,
  pseudonyms: Pseudonyms,
): LooseValue | null {
  const json = name.quote !== '' && text[at] === ':';
  const start = matchEnd(json ? /[=:>]*\s*/uy : /[=:>]*[ \t]*/uy, text, at);
  const open = matchAt(/\\{0,15}["'`]/uy, text, start);
  if (open !== null) {
    const end = kind === 'script' ? 'first' : json ? 'json' : 'word';
    const value = quotedValue(text, start, open, end, pseudonyms);
    return kind === 'script' && !longToken(value.raw) ? null : value;
  }
  if (kind === 'script') return null;
  if (json && '{['.includes(text[start] ?? ' ')) return nestedValues(text, start, pseudonyms);
  if (json) return bareJsonValue(text, start, pseudonyms);
  if (kind === 'markup' && !'?&;'.includes(text[name.start - 1] ?? ' ')) return null;
  const line = wholeLine.test(name.text.replaceAll(/[-_]/gu, ''));
  if (kind === 'embedded' && text[at] === ':' && !line) {
    const word = matchAt(/[^\s&<>"'`,;:()[\]{}]{8,8000}/uy, text, start);
    return word === null || !machineMade(word) ? null : replaced(start, word, pseudonyms.of(word));
  }
  const end = line ? matchEnd(/[^\r\n"'<]*/uy, text, start) : wordEnd(text, start, name);
  const word = text.slice(start, end).trimEnd();
  return word === '' ? null : replaced(start, word, pseudonyms.of(word));
}

function replaced(start: number, raw: string, text: string): LooseValue {
  const end = start + raw.length;
  return { edits: [{ start, end, text }], end };
}

function quotedValue(
  text: string,
  at: number,
  open: string,
  ends: QuotedEnd,
  pseudonyms: Pseudonyms,
): LooseValue & { readonly raw: string } {
  const start = at + open.length;
  const end = closingQuote(text, start, open, ends);
  const raw = text.slice(start, end);
  const edits = raw === '' ? [] : [{ start, end, text: pseudonyms.of(unescaped(raw, open)) }];
  return { edits, end: Math.min(end + open.length, text.length), raw };
}

/** As a JSON parser would read it, so that it gets the same pseudonym as where the JSON is sound. */
function unescaped(raw: string, open: string): string {
  if (open !== '"' || !raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`);
  } catch {
    return raw;
  }
}

/** Every string (but names), number and word of an object or array that may never end. */
function nestedValues(text: string, start: number, pseudonyms: Pseudonyms): LooseValue {
  const edits: Edit[] = [];
  const token = /\\{0,15}"|-?\d[\w.+-]*|[[\]{}]|[^\s,:[\]{}"\\]+/gu;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [part] = match;
    if (part === '{' || part === '[') depth++;
    else if (part === '}' || part === ']') depth--;
    else if (part.endsWith('"')) {
      const value = quotedValue(text, match.index, part, 'word', pseudonyms);
      token.lastIndex = value.end;
      if (matchAt(/\s*:/uy, text, value.end) === null) edits.push(...value.edits);
    } else if (/^-?\d/u.test(part)) {
      edits.push(...replaced(match.index, part, pseudonyms.ofNumber(part)).edits);
    } else if (!literal.test(part) && matchAt(/\s*:/uy, text, token.lastIndex) === null) {
      // What is left where a quote within a string was not escaped.
      edits.push(...replaced(match.index, part, pseudonyms.of(part)).edits);
    }
    if (depth <= 0) return { edits, end: token.lastIndex };
  }
  return { edits, end: text.length };
}

/** Values that tell nothing, as JSON and some that write it wrongly have them. */
const literal = /^(?:true|false|null|None|True|False)$/u;

function bareJsonValue(text: string, start: number, pseudonyms: Pseudonyms): LooseValue | null {
  const raw = matchAt(/[^\s,}\]]+/uy, text, start);
  if (raw === null || literal.test(raw)) return null;
  const number = /^-?\d[\d.eE+-]*$/u.test(raw);
  return replaced(start, raw, number ? pseudonyms.ofNumber(raw) : pseudonyms.of(raw));
}

/** Where an unquoted value ends. Commas and the like may belong to it, but not at its end. */
function wordEnd(text: string, start: number, name: NameBefore): number {
  // A path parameter ends where the next part of the URL begins.
  if (text[name.start - 1] === ';') return matchEnd(/[^\s&<>"'`;/?#]*/uy, text, start);
  const end = matchEnd(/[^\s&<>"'`]*/uy, text, start);
  const tail = /[,;)}\]]+$/u.exec(text.slice(Math.max(start, end - 16), end));
  return end - (tail?.[0].length ?? 0);
}

function longToken(raw: string): boolean {
  return raw.length >= 16 && machineMade(raw);
}

function matchAt(expression: RegExp, text: string, at: number): string | null {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? null;
}

function matchEnd(expression: RegExp, text: string, at: number): number {
  return at + (matchAt(expression, text, at)?.length ?? 0);
}
