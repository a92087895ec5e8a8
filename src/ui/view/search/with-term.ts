import { parseSearch } from './parse-search.js';
import { writtenValue } from './written-value.js';

/** A search that asks for one value of a key, instead of what it asked of that key before. */
export function withTerm(search: string, key: string, value: string): string {
  const written = `${key}:${writtenValue(value)}`;
  return [withoutKey(search, key), written].filter((each) => each !== '').join(' ');
}

/** A search that asks nothing of a key. */
export function withoutKey(search: string, key: string): string {
  let rest = search;
  for (const { from, to } of termsOf(search, key).toReversed()) {
    rest = rest.slice(0, from) + rest.slice(to);
  }
  return rest.trim().replace(/ {2,}/gu, ' ');
}

/** Whether a search asks for this value of a key, and for no other. */
export function asksFor(search: string, key: string, value: string): boolean {
  const [term, ...more] = termsOf(search, key);
  if (term?.asks !== 'words' || term.not || more.length > 0) return false;
  const [pattern, ...others] = term.any;
  return (
    others.length === 0 && pattern?.parts.length === 1 && pattern.parts[0] === value.toLowerCase()
  );
}

function termsOf(search: string, name: string) {
  return parseSearch(search).terms.filter((term) => 'key' in term && term.key.name === name);
}
