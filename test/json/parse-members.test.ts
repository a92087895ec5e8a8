import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson, tryParseJson } from '../../src/json/parse-json.js';
import { tryParseMembers } from '../../src/json/parse-members.js';
import { jsonText } from './arbitrary-json.js';

const wanted = new Set(['a', 'x/y~z', '__proto__']);

/** By the parser that makes nodes of everything. */
function membersBySlowerWay(text: string): unknown {
  const root = tryParseJson(text);
  if (root?.kind !== 'object') return null;
  return { ...root, members: root.members.filter(({ name }) => wanted.has(name)) };
}

it('finds what parseJson finds, in every text', () => {
  fc.assert(
    fc.property(jsonText, (text) => {
      expect(tryParseMembers(text, wanted)).toEqual(membersBySlowerWay(text));
    }),
    { numRuns: 2_000 },
  );
});

it('takes a damaged text for damaged, wherever that is', () => {
  const damage = fc.tuple(fc.nat(), fc.constantFrom('', ...'{}[]",:\\eE.0\u0000\t'));
  fc.assert(
    fc.property(jsonText, damage, (json, [at, text]) => {
      const index = json.length === 0 ? 0 : at % json.length;
      const damaged = json.slice(0, index) + text + json.slice(index + 1);
      expect(tryParseMembers(damaged, wanted)).toEqual(membersBySlowerWay(damaged));
    }),
    { numRuns: 2_000 },
  );
});

it('accepts the same depth as parseJson', () => {
  const nested = (depth: number): string => `{"b":${'['.repeat(depth)}1${']'.repeat(depth)}}`;
  expect(parseJson(nested(199))).toBeDefined();
  expect(tryParseMembers(nested(199), wanted)).toMatchObject({ members: [] });
  expect(tryParseJson(nested(200))).toBeNull();
  expect(tryParseMembers(nested(200), wanted)).toBeNull();
});
