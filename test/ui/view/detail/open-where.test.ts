import { expect, it } from 'vitest';
import { parseJson } from '../../../../src/json/parse-json.js';
import { finding } from '../../../../src/ui/view/detail/found-pieces.js';
import { jsonLines } from '../../../../src/ui/view/detail/json-lines.js';
import { openWhere } from '../../../../src/ui/view/detail/open-where.js';

const where = (text: string, wanted: string) => [
  ...openWhere(parseJson(text), finding(wanted === '' ? [] : [wanted])),
];

it('opens to what was searched for, in values, names and numbers', () => {
  const text = '{"a":{"b":["x","NEEDLE"]},"c":{"needle":1},"d":{"e":9007199254740993}}';
  expect(where(text, 'needle')).toEqual(['/0/0', '/0', '', '/1']);
  expect(where(text, '740993')).toEqual(['/2', '']);
  expect(where(text, 'nowhere')).toEqual([]);
  expect(where(text, '')).toEqual([]);
});

it('opens the ranges in which it stands', () => {
  const node = parseJson(`[${Array.from({ length: 100_000 }, (_, at) => `"n${at}!"`).join(',')}]`);
  const open = openWhere(node, finding(['n54321!']));
  expect([...open]).toEqual(['', '/50000-60000', '/54300-54400']);
  const lines = jsonLines(node, (id) => open.has(id));
  expect(lines.some(({ index }) => index === 54_321)).toBe(true);
});

it('opens to the first places, however many there are', () => {
  const values = `[${Array(1_000).fill('{"x":["y"]}').join(',')}]`;
  const names = `[${Array(1_000).fill('{"y":{}}').join(',')}]`;
  for (const text of [values, names]) expect(where(text, 'y').length).toBeLessThan(50);
});
