import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/acts/act.js';
import { UsageError } from '../../src/errors.js';
import { casting } from '../../src/replay/casting.js';

const sessions: readonly Part[] = [
  { id: 1, user: 'a1' },
  { id: 2, user: 'a2' },
  { id: 3, user: 'a1' },
];

/** Which session and which copy the live sessions of these users play, one after the other. */
function parts(users: readonly (string | null)[], only: string | null = null): readonly string[] {
  const cast = casting(sessions, only, 'x.db');
  return users.map((user) => {
    const next = cast.next(user);
    return next === null ? 'nobody' : `${next.id}/${cast.take(next, user)}`;
  });
}

describe('casting', () => {
  it("gives a user's k-th live session the user's k-th recorded one, then begins again", () => {
    expect(parts(['a1', 'a1', 'a1', 'a1'])).toEqual(['1/1', '3/1', '1/2', '3/2']);
  });

  it('gives each user the same, whoever else comes in between', () => {
    expect(parts(['a2', 'a1', 'a2', 'a1'])).toEqual(['2/1', '1/1', '2/2', '3/1']);
  });

  it('gives an unknown user the next that was played least', () => {
    expect(parts(['a1', 'zed', null, null, null])).toEqual(['1/1', '2/1', '3/1', '1/2', '2/2']);
  });

  it('gives everybody the session that was asked for', () => {
    expect(parts(['a1', 'a2', null], '2')).toEqual(['2/1', '2/2', '2/3']);
    expect(parts(['a2', 'a2', 'a2'], 'a1')).toEqual(['1/1', '3/1', '1/2']);
  });

  it('refuses a session that is not there', () => {
    expect(() => casting(sessions, '9', 'x.db')).toThrow(UsageError);
  });
});
