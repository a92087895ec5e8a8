import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseSearch } from '../../src/ui/view/search/parse-search.js';
import { SEARCH_KEYS, TIME_WORDS } from '../../src/ui/view/search/search-keys.js';
import { SEARCH_STATES } from '../../src/ui/view/search/search-states.js';
import { root } from '../e2e/command.js';
import { fencesOf } from './fences.js';

const page = readFileSync(path.join(root, 'docs/inspector.md'), 'utf8');

/** What stands in backquotes in the first cells of the table below a heading. */
function named(heading: string): string[] {
  const section = page.split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  const cells = Array.from(section.matchAll(/^\| (`.+?) \|/gmu), ([, cell = '']) => cell);
  return cells.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/gu), ([, name = '']) => name));
}

it('has searches in docs/inspector.md that are understood', () => {
  const examples = fencesOf(page).filter(({ marks }) => marks.checked !== undefined);
  expect(examples).not.toEqual([]);
  for (const { text } of examples) expect(parseSearch(text.trim()).problems).toEqual([]);
  expect(parseSearch('operatoin:Complete').problems).toHaveLength(1);
});

it('names all keys and words of the search in docs/inspector.md', () => {
  const keys = SEARCH_KEYS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  expect(named('Keys').sort()).toEqual([...keys, ...TIME_WORDS.keys()].sort());
  expect(named('Words').sort()).toEqual(SEARCH_STATES.map(({ name }) => name).sort());
});
