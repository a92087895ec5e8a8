import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/json/canonical-json.js';
import { diffJson, equalJson } from '../../src/json/compare-json.js';
import { textOf } from '../../src/json/node.js';
import { parseJson } from '../../src/json/parse-json.js';
import { jsonText } from './arbitrary-json.js';

function equal(left: string, right: string): boolean {
  return equalJson(parseJson(left), parseJson(right));
}

function differences(left: string, right: string): readonly (readonly (string | undefined)[])[] {
  return diffJson(parseJson(left), parseJson(right)).map((each) => [
    each.path,
    each.left && textOf(each.left),
    each.right && textOf(each.right),
  ]);
}

const anotherSpelling = (text: string): string => JSON.stringify(JSON.parse(text), null, 1);

describe('equalJson', () => {
  it.each([
    ['1.10', '1.1'],
    ['1e2', '100'],
    ['1E+2', '10.0e1'],
    ['-0', '0'],
    ['0e7', '0.000'],
    ['0.00012', '12e-5'],
    ['12345678901234567890', '12345678901234567890.0'],
    ['1e999999999', '10e999999998'],
    ['1e-99999999999999999999', '0.1e-99999999999999999998'],
    ['1e100000000000000000000', '100e99999999999999999998'],
    ['"\\u00e9"', '"é"'],
    ['"\\/"', '"/"'],
    ['{"a":1,"b":2}', ' { "b" : 2, "a" : 1 } '],
    ['{"a":1,"b":0,"a":2}', '{"b":0,"a":1,"a":2}'],
    ['{"__proto__":1}', '{"\\u005f_proto__":1}'],
  ])('takes %s and %s for equal', (left, right) => {
    expect(equal(left, right)).toBe(true);
    expect(canonicalJson(parseJson(left))).toBe(canonicalJson(parseJson(right)));
    expect(differences(left, right)).toEqual([]);
  });

  it.each([
    ['9007199254740993', '9007199254740992'],
    ['0.1', '0.10000000000000000001'],
    ['1', '-1'],
    ['1e999999999', '1e999999998'],
    ['1e99999999999999999999', '1e-99999999999999999999'],
    ['45', '"45"'],
    ['null', 'false'],
    ['[]', '{}'],
    ['[1,2]', '[2,1]'],
    ['[1]', '[1,1]'],
    ['{"a":1,"a":2}', '{"a":2,"a":1}'],
    ['{"a":1,"a":1}', '{"a":1}'],
    ['{"a":null}', '{}'],
    ['"\\ud83d"', '"\\\\ud83d"'],
    ['"é"', '"e\u0301"'],
  ])('tells %s and %s apart', (left, right) => {
    expect(equal(left, right)).toBe(false);
    expect(canonicalJson(parseJson(left))).not.toBe(canonicalJson(parseJson(right)));
    expect(differences(left, right)).not.toEqual([]);
  });

  it('agrees with canonicalJson and diffJson, whatever is compared', () => {
    fc.assert(
      fc.property(jsonText, jsonText, (one, other) => {
        const [left, right] = [parseJson(one), parseJson(other)];
        const isEqual = equalJson(left, right);
        expect(canonicalJson(left) === canonicalJson(right)).toBe(isEqual);
        expect(diffJson(left, right).length === 0).toBe(isEqual);
        expect(equalJson(right, left)).toBe(isEqual);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a value equal to its canonical text, which is JSON', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const node = parseJson(text);
        const canonical = canonicalJson(node);
        expect(equalJson(node, parseJson(canonical))).toBe(true);
        expect(canonicalJson(parseJson(canonical))).toBe(canonical);
      }),
    );
  });

  it('finds a value equal to what JSON.stringify makes of it', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        expect(equal(text, anotherSpelling(text))).toBe(true);
      }),
    );
  });

  it('is not slowed down by monstrous numbers', () => {
    const nines = '9'.repeat(2_000_000);
    expect(equal(`1e${nines}`, `10e${nines}`)).toBe(false);
    expect(equal(`10e${nines}`, `1e1${'0'.repeat(2_000_000)}`)).toBe(true);
    expect(equal(`${'0.'}${'0'.repeat(2_000_000)}1`, '1e-2000001')).toBe(true);
    expect(equal(`1${'0'.repeat(2_000_000)}1`, `1${'0'.repeat(2_000_000)}1.0`)).toBe(true);
  });
});

describe('diffJson', () => {
  it('names each place by its JSON Pointer, the left value and the right one', () => {
    expect(
      differences(
        '{"same":1.0,"state":"Invited","list":[1,{"x":1},3],"gone":[],"a/b":{"m~n":1}}',
        '{"a/b":{"m~n":2},"list":[1,{"x":2}],"state":"Completed","same":1,"new":null}',
      ),
    ).toEqual([
      ['/state', '"Invited"', '"Completed"'],
      ['/list/1/x', '1', '2'],
      ['/list/2', '3', undefined],
      ['/gone', '[]', undefined],
      ['/a~1b/m~0n', '1', '2'],
      ['/new', undefined, 'null'],
    ]);
  });

  it('names the whole by the empty pointer', () => {
    expect(differences('1', '[1]')).toEqual([['', '1', '[1]']]);
  });

  it('compares members of one name in their order', () => {
    expect(differences('{"a":1,"a":2}', '{"a":1,"a":3,"a":4}')).toEqual([
      ['/a', '2', '3'],
      ['/a', undefined, '4'],
    ]);
  });

  it('takes the names of Object.prototype for names like any other', () => {
    expect(differences('{"__proto__":1,"constructor":1}', '{"toString":1}')).toEqual([
      ['/__proto__', '1', undefined],
      ['/constructor', '1', undefined],
      ['/toString', undefined, '1'],
    ]);
  });
});
