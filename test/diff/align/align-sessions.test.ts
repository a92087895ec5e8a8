import { expect, it } from 'vitest';
import { alignSessions } from '../../../src/diff/align/align-sessions.js';

/** Sessions by user, told by their place: `a1 b2`. */
function aligned(baseline: string, candidate: string): readonly string[] {
  const parts = (users: string) => [...users].map((user, at) => ({ id: at + 1, user }));
  return alignSessions(parts(baseline), parts(candidate)).map(
    ({ baseline: one, candidate: other }) =>
      [one, other].map((part) => (part ? `${part.user}${part.id}` : '–')).join(' '),
  );
}

it.each([
  ['users with themselves, whatever the order', 'ab', 'ba', ['a1 a2', 'b2 b1']],
  ["a user's first with the first", 'aab', 'aba', ['a1 a1', 'a2 a3', 'b3 b2']],
  ['users that only one side knows, in order', 'ab', 'xy', ['a1 x1', 'b2 y2']],
  ["nobody with another user's second visit", 'ab', 'aa', ['a1 a1', 'b2 –', '– a2']],
  ['what only one side has with nothing', 'a', 'aab', ['a1 a1', '– a2', '– b3']],
])('pairs %s', (_, baseline, candidate, expected) => {
  expect(aligned(baseline, candidate)).toEqual(expected);
});
