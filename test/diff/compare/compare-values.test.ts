import { describe, expect, it } from 'vitest';
import { compareValues } from '../../../src/diff/compare/compare-values.js';
import { textOf } from '../../../src/json/node.js';
import { parseJson } from '../../../src/json/parse-json.js';

const neutral = (text: string): string => text.replace(/^http:\/\/(one|other)/u, 'http://server');

function differences(left: string, right: string): readonly string[] {
  const rules = { sets: new Set(['capabilities']), neutral };
  return [...compareValues(parseJson(left), parseJson(right), rules)].map((found) =>
    [
      found.path,
      found.left ? textOf(found.left) : '–',
      found.right ? textOf(found.right) : '–',
      ...(found.reordered ? ['reordered'] : []),
      ...(found.neutral ? ['neutral'] : []),
    ].join(' '),
  );
}

describe('compareValues', () => {
  it.each([
    ['members in another order', '{"a":1,"b":2}', '{"b":2,"a":1}', []],
    ['numbers that are written otherwise', '{"a":1.10}', '{"a":1.1}', []],
    [
      'large numbers, exactly',
      '[9007199254740993]',
      '[9007199254740992]',
      ['/0 9007199254740993 9007199254740992'],
    ],
    ['a number and a string', '{"a":45}', '{"a":"45"}', ['/a 45 "45"']],
    ['null and nothing', '{"a":null}', '{}', ['/a null –']],
    ['a member more', '{}', '{"__proto__":1}', ['/__proto__ – 1']],
    ['an item in the middle that is not there', '[1,2,3]', '[1,3]', ['/1 2 –']],
    [
      'an item more at the front',
      '[{"id":2,"x":1}]',
      '[{"id":1,"x":1},{"id":2,"x":1}]',
      ['/0 – {"id":1,"x":1}'],
    ],
    ['a value within an item', '[{"id":1,"x":1}]', '[{"id":1,"x":2}]', ['/0/x 1 2']],
    [
      'the same items in another order',
      '{"list":[1,2]}',
      '{"list":[2,1]}',
      ['/list [1,2] [2,1] reordered'],
    ],
    ['a set in another order', '{"capabilities":["a","b"]}', '{"capabilities":["b","a"]}', []],
    [
      'one of a set that is not there',
      '{"capabilities":["a","b"]}',
      '{"capabilities":["b"]}',
      ['/capabilities/0 "a" –'],
    ],
    [
      'one of a set that is another',
      '{"capabilities":["a","b"]}',
      '{"capabilities":["b","c"]}',
      ['/capabilities/0 "a" "c"'],
    ],
    [
      'a set in which one is there twice',
      '{"capabilities":["a"]}',
      '{"capabilities":["a","a"]}',
      ['/capabilities/1 – "a"'],
    ],
    [
      'origins, which have one name',
      '["http://one/a"]',
      '["http://other/a"]',
      ['/0 "http://one/a" "http://other/a" neutral'],
    ],
    ['names that are there twice', '{"a":1,"a":2}', '{"a":1,"a":3}', ['/a 2 3']],
    ['names with slashes', '{"a/b":{"~":1}}', '{"a/b":{"~":2}}', ['/a~1b/~0 1 2']],
  ])('compares %s', (_, left, right, expected) => {
    expect(differences(left, right)).toEqual(expected);
  });

  it('names alike places by a star for each item', () => {
    const rules = { sets: new Set<string>(), neutral };
    const found = [...compareValues(parseJson('[{"a":[1]}]'), parseJson('[{"a":[2]}]'), rules)];
    expect(found.map(({ place }) => place)).toEqual(['/*/a/*']);
  });
});
