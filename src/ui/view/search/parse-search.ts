import { nearestWord } from './nearest-word.js';
import { rangesIn } from './ranges-in.js';
import type { SearchContext } from './search-context.js';
import { isTextKey, SEARCH_KEYS, type SearchKey, TIME_WORDS } from './search-keys.js';
import { SEARCH_STATES } from './search-states.js';
import type { Search, SearchProblem, SearchTerm } from './search-term.js';
import { dividedAt, type SearchWord, textOf, wordsOf } from './search-word.js';
import type { TextPattern } from './text-pattern.js';

/** Longer ones are cut: nobody types that. */
const MOST_SEARCH = 2_000;

const OPEN_QUOTE = 'A quote is not closed: all behind it is one text, spaces and keys too.';

/**
 * Reads a search in the language of `docs/inspector.md`. Never fails: what can't be understood is told and left out.
 *
 * @param span first and last moment, for clock times
 */
export function parseSearch(text: string, span: SearchContext['span'] = null): Search {
  const terms: SearchTerm[] = [];
  const problems: SearchProblem[] = [];
  for (const word of wordsOf(text.slice(0, MOST_SEARCH))) {
    const read = termOf(word, span);
    // Who has typed nothing but the quote knows.
    if (word.openQuote !== null && word.to > word.openQuote + 1) {
      problems.push({ from: word.openQuote, to: word.to, words: OPEN_QUOTE });
    }
    if (read === null) continue;
    if ('words' in read) problems.push({ from: word.from, to: word.to, words: read.words });
    else terms.push(read);
  }
  if (text.length > MOST_SEARCH) {
    const words = `Only the first ${MOST_SEARCH.toLocaleString('en')} characters are read.`;
    problems.push({ from: MOST_SEARCH, to: text.length, words });
  }
  return { terms, problems };
}

type Characters = SearchWord['characters'];
interface Trouble {
  readonly words: string;
}

/** Null for what says nothing yet: `-`, `""`. */
function termOf(word: SearchWord, span: SearchContext['span']): SearchTerm | Trouble | null {
  const { not, rest } = denied(word.characters);
  const place = { from: word.from, to: word.to, not };
  const key = keyIn(rest);
  if (key === null) {
    const text = textOf(rest);
    if (text === '') return null;
    const isQuoted = rest.some(({ isLiteral }) => isLiteral);
    const state = isQuoted ? undefined : stateOf(text);
    return state === undefined
      ? { asks: 'text', text, ...place }
      : { asks: 'state', state, ...place };
  }
  const { name, value } = key;
  if (name === 'is') return isState(textOf(value), place);
  const operator = TIME_WORDS.get(name);
  const found = keyOf(operator === undefined ? name : 'at');
  if (found === undefined) return unknownKey(textOf(rest.slice(0, name.length)));
  const values = dividedAt(value, ',|').filter((each) => each.length > 0);
  if (values.length === 0) return { words: `\`${name}:\` needs a value: ${found.hint}.` };
  if (isTextKey(found)) {
    return { asks: 'words', key: found, any: values.map(patternOf), ...place };
  }
  const ranges = rangesIn(values.map(textOf), found, operator ?? '', span);
  if ('words' in ranges) return ranges;
  return { asks: 'numbers', key: found, ...ranges, ...place };
}

/** `-` and `not:`, as often as they stand there. */
function denied(characters: Characters): { readonly not: boolean; readonly rest: Characters } {
  let not = false;
  let rest = characters;
  for (;;) {
    if (rest[0]?.isLiteral === false && rest[0].text === '-') rest = rest.slice(1);
    else if (keyIn(rest)?.name === 'not') rest = rest.slice(4);
    else return { not, rest };
    not = !not;
  }
}

function keyIn(
  characters: Characters,
): { readonly name: string; readonly value: Characters } | null {
  const at = characters.findIndex(({ text, isLiteral }) => isLiteral || text === ':');
  if (at < 1 || characters[at]?.isLiteral !== false) return null;
  const name = textOf(characters.slice(0, at));
  if (!/^[a-z][a-z-]*$/iu.test(name)) return null;
  const value = characters.slice(at + 1);
  // An address, not a key.
  if (textOf(value.slice(0, 2)) === '//') return null;
  return { name: name.toLowerCase(), value };
}

function keyOf(name: string): SearchKey | undefined {
  return SEARCH_KEYS.find((each) => each.name === name || each.aliases?.includes(name) === true);
}

function stateOf(text: string) {
  const name = text.toLowerCase();
  return SEARCH_STATES.find((each) => each.name === name);
}

function isState(text: string, place: { from: number; to: number; not: boolean }) {
  const state = stateOf(text);
  if (state !== undefined) return { asks: 'state', state, ...place } as const;
  const names = SEARCH_STATES.map(({ name }) => name);
  const near = text === '' ? null : nearestWord(text.toLowerCase(), names);
  return {
    words: `\`is:\` needs ${near === null ? `one of ${names.join(', ')}` : `\`${near}\``}.`,
  };
}

function unknownKey(name: string): Trouble {
  const known = [...SEARCH_KEYS.flatMap(namesOf), ...TIME_WORDS.keys(), 'is', 'not'];
  const near = nearestWord(name.toLowerCase(), known);
  const hint = near === null ? '.' : `: did you mean \`${near}\`?`;
  return { words: `\`${name}\` is no key${hint} Put a text in quotes.` };
}

function namesOf({ name, aliases = [] }: SearchKey): readonly string[] {
  return [name, ...aliases];
}

/** Null for `*` alone. */
function patternOf(value: Characters): TextPattern | null {
  const parts = dividedAt(value, '*').map((part) => textOf(part).toLowerCase());
  return parts.length > 1 && parts.every((part) => part === '') ? null : { parts };
}
