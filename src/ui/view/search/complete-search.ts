import { TELLING_KEYS } from './occurring-values.js';
import { SEARCH_KEYS, type SearchKey } from './search-keys.js';
import { SEARCH_STATES, type SearchState } from './search-states.js';
import { wordsOf } from './search-word.js';
import { writtenValue } from './written-value.js';

/** Something to go on with. */
interface Choice {
  /** What is put in place of what was typed. */
  readonly insert: string;
  readonly label: string;
  readonly hint: string;
  /** How many rows have it; null if that says nothing. */
  readonly count: number | null;
}

/** What could be meant at a place of the search. */
export interface Completion {
  /** What a choice replaces. */
  readonly from: number;
  readonly to: number;
  readonly choices: readonly Choice[];
}

/** What occurs. */
export interface Occurring {
  readonly values: (key: SearchKey) => ReadonlyMap<string, number>;
  readonly states: (state: SearchState) => number;
}

const MOST_CHOICES = 12;
/** Nobody chooses a longer value. */
const MOST_LETTERS = 200;

/** What could stand at the caret: keys and words, or values that occur. */
export function completeSearch(text: string, caret: number, occurring: Occurring): Completion {
  const word = wordsOf(text).find(({ from, to }) => from < caret && caret <= to);
  const start = word?.from ?? caret;
  const to = word?.to ?? caret;
  const typed = text.slice(start, caret);
  const negation = /^(?:-|not:)*/iu.exec(typed)?.[0] ?? '';
  const rest = typed.slice(negation.length);
  const colon = rest.indexOf(':');
  if (colon === -1) {
    const from = start + negation.length;
    const choices = rest.startsWith('"') ? [] : startsOf(rest.toLowerCase(), occurring);
    return { from, to, choices: choices.slice(0, MOST_CHOICES) };
  }
  const name = rest.slice(0, colon).toLowerCase();
  const values = rest.slice(colon + 1);
  const last = Math.max(values.lastIndexOf(','), values.lastIndexOf('|')) + 1;
  const from = start + negation.length + colon + 1 + last;
  const prefix = values.slice(last).replace(/^"/u, '').toLowerCase();
  return { from, to, choices: valuesOf(name, prefix, occurring).slice(0, MOST_CHOICES) };
}

function startsOf(prefix: string, occurring: Occurring): readonly Choice[] {
  const keys = SEARCH_KEYS.filter(({ name }) => name.startsWith(prefix)).map(
    ({ name, hint }): Choice => ({ insert: `${name}:`, label: `${name}:`, hint, count: null }),
  );
  const states = statesWith(prefix, occurring);
  if (prefix === '') return [...states.filter(({ count }) => count !== 0), ...keys];
  const values = TELLING_KEYS.flatMap((key) =>
    choicesOf(key, prefix, occurring, true).map((choice) => ({
      ...choice,
      insert: `${key.name}:${choice.insert}`,
      label: `${key.name}:${choice.label}`,
    })),
  );
  return [...states, ...keys, ...values];
}

function valuesOf(name: string, prefix: string, occurring: Occurring): readonly Choice[] {
  if (name === 'is') return statesWith(prefix, occurring);
  const key = SEARCH_KEYS.find((each) => each.name === name || each.aliases?.includes(name));
  return key === undefined ? [] : choicesOf(key, prefix, occurring);
}

function choicesOf(
  key: SearchKey,
  prefix: string,
  occurring: Occurring,
  startOnly = false,
): readonly Choice[] {
  const starting: Choice[] = [];
  const having: Choice[] = [];
  for (const [value, count] of occurring.values(key)) {
    const at = value.toLowerCase().indexOf(prefix);
    if (at === -1 || value.length > MOST_LETTERS) continue;
    const choice = { insert: `${writtenValue(value)} `, label: value, hint: '', count };
    (at === 0 ? starting : having).push(choice);
    if (starting.length === MOST_CHOICES) break;
  }
  return startOnly ? starting : [...starting, ...having];
}

function statesWith(prefix: string, occurring: Occurring): readonly Choice[] {
  return SEARCH_STATES.filter(({ name }) => name.startsWith(prefix)).map((state) => ({
    insert: `${state.name} `,
    label: state.name,
    hint: state.hint,
    count: occurring.states(state),
  }));
}
