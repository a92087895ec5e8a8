import { describe, expect, it } from 'vitest';
import {
  type DoubtfulValue,
  followJson,
  followText,
  type ToldValue,
} from '../../src/report/follow-text.js';

const told = (value: string, of: string, user: string | null): ToldValue => ({
  value,
  from: [
    { of: 'notification CallStateChangeMessage on /v2/me/calls', part: 'data/call/id', count: 3 },
    { of: 'answer to GET /me/calls', part: 'body/calls/*/id', count: 2 },
  ],
  to: [{ of, part: 'path/3', count: 2 }],
  users: [user],
});
const doubtful: DoubtfulValue = {
  ...told('5005\u001b[2J', 'POST /me/calls', 'a1'),
  doubt: 'short-number',
  followed: false,
};

describe('what is followed', () => {
  it('is told by where it goes, with what is ambiguous and how to decide it', () => {
    const followed = [
      told('CALL4711', 'POST /me/calls/*', 'a1'),
      told('CALL4712', 'POST /me/calls/*', null),
      told('x'.repeat(500), 'GET /me/calls/*', 'a1'),
    ];
    expect(followText({ followed, ambiguous: [doubtful] }, false)).toMatchInlineSnapshot(`
      "Followed: 3 values
        CALL4711, CALL4712  a1, an unknown user
          from  notification CallStateChangeMessage on /v2/me/calls data/call/id, 6 times
                answer to GET /me/calls body/calls/*/id, 4 times
          to    POST /me/calls/* path/3, 4 times
        xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx  a1
          from  notification CallStateChangeMessage on /v2/me/calls data/call/id, 3 times
                answer to GET /me/calls body/calls/*/id, 2 times
          to    GET /me/calls/* path/3, 2 times

      Ambiguous: 1 value
        so short a number may be the same by chance: not followed
        5005\\u001b[2J  a1
          from  notification CallStateChangeMessage on /v2/me/calls data/call/id, 3 times
                answer to GET /me/calls body/calls/*/id, 2 times
          to    POST /me/calls path/3, 2 times

      A file can decide them: --decide FILE
      "
    `);
  });

  it('may be nothing', () => {
    expect(followText({ followed: [], ambiguous: [] }, false)).toMatchInlineSnapshot(`
      "Followed: 0 values
        nothing that the server handed out came back
      "
    `);
  });

  it('is told to programs in full', () => {
    const text = JSON.stringify(followJson({ followed: [], ambiguous: [doubtful] }));
    expect(JSON.parse(text)).toEqual({
      followed: [],
      ambiguous: [
        {
          value: doubtful.value,
          from: [
            {
              place: 'notification CallStateChangeMessage on /v2/me/calls data/call/id',
              count: 3,
            },
            { place: 'answer to GET /me/calls body/calls/*/id', count: 2 },
          ],
          to: [{ place: 'POST /me/calls path/3', count: 2 }],
          users: ['a1'],
          doubt: 'short-number',
          why: 'so short a number may be the same by chance: not followed',
          followed: false,
        },
      ],
    });
  });
});
