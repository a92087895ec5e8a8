import type { Row } from '../../protocol/row.js';
import type { SearchContext } from './search-context.js';
import { isTextKey, SEARCH_KEYS, type SearchKey } from './search-keys.js';

const MOST_VALUES = 5_000;
const NUMBERS_TO_CHOOSE: ReadonlySet<string> = new Set(['status', 'session', 'answers']);

/** Which values of a key occur, with how many rows have each; the most frequent first. */
export function occurringValues(
  key: SearchKey,
  rows: readonly Row[],
  context: SearchContext,
): ReadonlyMap<string, number> {
  if (!hasValuesToChoose(key)) return new Map();
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = key.of(row, context);
    if (value === null) continue;
    const name = String(value);
    const before = counts.get(name);
    if (before !== undefined) counts.set(name, before + 1);
    else if (counts.size < MOST_VALUES) counts.set(name, 1);
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** Keys whose values are worth to be offered before a key is named. */
export const TELLING_KEYS: readonly SearchKey[] = SEARCH_KEYS.filter(({ name }) =>
  ['operation', 'user', 'type'].includes(name),
);

function hasValuesToChoose(key: SearchKey): boolean {
  return isTextKey(key) || NUMBERS_TO_CHOOSE.has(key.name);
}
