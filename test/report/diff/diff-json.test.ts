import { expect, it } from 'vitest';
import { writeDiffJson } from '../../../src/report/diff/diff-json.js';
import { completing, difference, manyDifferences, resultOf, written } from './told-diff.js';

it('tells each place by itself, as the contract says', () => {
  const result = manyDifferences();
  const json = JSON.parse(written((write) => writeDiffJson(result, false, write)));
  expect(Object.keys(json)).toEqual(['same', 'differences', 'ignored']);
  expect(json.same).toBe(false);
  expect(json.differences).toHaveLength(result.differences.length);
  expect(json.differences[1]).toEqual({
    kind: 'body',
    user: 'ambrose',
    call: 'POST /api/v2/me/tweets/1 Complete',
    notification: null,
    path: '/statusCode',
    baseline: 0,
    candidate: '0',
  });
  expect(json.ignored).toEqual(result.ignored);
});

it('leaves out the side on which nothing stands', () => {
  const differences = [
    difference(completing(1), { baseline: null }),
    difference(completing(2), { candidate: { base64: 'AA==' } }),
    difference(completing(3), { kind: 'call-missing' }),
  ];
  const json = JSON.parse(
    written((write) => writeDiffJson(resultOf({ differences }), false, write)),
  );
  expect(json.differences.map(Object.keys)).toMatchObject([
    ['kind', 'user', 'call', 'notification', 'path', 'baseline'],
    ['kind', 'user', 'call', 'notification', 'path', 'candidate'],
    ['kind', 'user', 'call', 'notification', 'path'],
  ]);
});

it('names the other place where a renaming breaks', () => {
  const broken = { baseline: '45', candidate: '46', where: 'answer of POST /me Complete' };
  const differences = [difference(completing(1), { baseline: 45, candidate: 47, broken })];
  const json = JSON.parse(
    written((write) => writeDiffJson(resultOf({ differences }), false, write)),
  );
  expect(json.differences).toMatchObject([{ baseline: 45, candidate: 47, broken }]);
});

it('adds what was ignored with its rule, if asked', () => {
  const json = JSON.parse(written((write) => writeDiffJson(manyDifferences(), true, write)));
  expect(json.ignoredDifferences).toHaveLength(4);
  expect(json.ignoredDifferences[3]).toMatchObject({ rule: 'learned', path: '/load' });
});

it('says that nothing differs', () => {
  expect(written((write) => writeDiffJson(resultOf({}), true, write))).toBe(
    '{"same":true,\n"differences":[],\n"ignored":[],\n"ignoredDifferences":[]}\n',
  );
});

it('writes one place a piece, so that no text holds them all', () => {
  const pieces: string[] = [];
  writeDiffJson(manyDifferences(), true, (chunk) => pieces.push(chunk));
  expect(Math.max(...pieces.map((piece) => piece.split('\n').length))).toBeLessThanOrEqual(3);
});
