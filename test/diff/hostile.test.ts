import { describe, expect, it } from 'vitest';
import { alignCalls } from '../../src/diff/align/align-calls.js';
import { compareHeaders } from '../../src/diff/compare/compare-headers.js';
import { compareValues } from '../../src/diff/compare/compare-values.js';
import { References } from '../../src/diff/rename/references.js';
import { parseJson } from '../../src/json/parse-json.js';

const many = Array.from({ length: 150_000 }, (_, at) => at);

describe('what is hostile', () => {
  it('is two lists of which each item differs, in linear time', () => {
    const list = (from: number) => parseJson(JSON.stringify(many.map((at) => at + from)));
    const rules = { sets: new Set<string>(), neutral: (text: string) => text };
    expect([...compareValues(list(0), list(1_000_000), rules)]).toHaveLength(many.length);
  });

  it('is a list that one side has and the other has empty', () => {
    const rules = { sets: new Set<string>(), neutral: (text: string) => text };
    const [all, none] = [parseJson(JSON.stringify(many)), parseJson('[]')];
    expect([...compareValues(all, none, rules)]).toHaveLength(many.length);
  });

  it('is one id that the candidate names in as many ways as there are calls', () => {
    const calls = (id: (at: number) => string) =>
      many.map((at) => ({ key: 'k', exact: `k ${id(at)}`, ranked: 'k', id: id(at) }));
    const pairs = alignCalls(
      calls(() => 'one'),
      calls((at) => `other${at}`),
    );
    expect(pairs).toHaveLength(many.length);
  });

  it('is a call with a reference for each of its notifications', () => {
    const references = new References();
    for (const at of many) references.met(String(at), String(at + 1), 'somewhere');
    expect(many.every((at) => references.hold(String(at), String(at + 1)))).toBe(true);
  });
});

describe('a header that is there several times', () => {
  const csrf = { baseline: new Set<string>(), candidate: new Set<string>() };
  const warnings = (...values: readonly string[]) =>
    values.map((value) => ['Warning', value] as const);

  it.each([
    ['without its first', ['a', 'b', 'c'], ['b', 'c'], [{ name: 'warning', baseline: 'a' }]],
    ['with one more in front', ['b'], ['a', 'b'], [{ name: 'warning', candidate: 'a' }]],
    [
      'with another in the middle',
      ['a', 'b', 'c'],
      ['a', 'd', 'c'],
      [{ name: 'warning', baseline: 'b', candidate: 'd' }],
    ],
  ])('is one difference %s', (_, left, right, told) => {
    expect([...compareHeaders(warnings(...left), warnings(...right), csrf)]).toEqual(told);
  });
});
