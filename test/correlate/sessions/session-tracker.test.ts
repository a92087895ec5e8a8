import { describe, expect, it } from 'vitest';
import { MAX_ANONYMOUS } from '../../../src/correlate/sessions/connection-book.js';
import { MAX_COOKIES } from '../../../src/correlate/sessions/cookie-book.js';
import { SessionTracker } from '../../../src/correlate/sessions/session-tracker.js';
import { expectSessions } from './transcript.js';

describe('what a request carries', () => {
  it('begins a session with the answer that sets a session cookie', () => {
    expectSessions(`
      c1 > #1
      #1 < J=a
      = session 1
      = #1 → session 1
      c2 > #2 J=a
      = #2 → session 1
    `);
  });

  it('goes by the clientId before the session cookie', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      #1 < client:x
      c2 > #2 J=b
      = session 2
      = #2 → session 2
      c2 > #3 J=b client:x
      = #3 → session 1
      c2 > #4 J=b
      = #4 → session 2
    `);
  });

  it('goes by the session cookie before Authorization', () => {
    expectSessions(`
      c1 > #1 bearer:t
      #1 < J=a
      = session 1
      = #1 → session 1
      c2 > #2 bearer:t
      #2 < J=b
      = session 2
      = #2 → session 2
      c3 > #3 J=a bearer:t
      = #3 → session 1
    `);
  });

  it('goes by Authorization where there is no session cookie, to the latest session', () => {
    expectSessions(`
      c1 > #1 basic:alice
      #1 <
      = session 1
      = session 1 is alice
      = #1 → session 1
      c2 > #2 basic:alice
      #2 < J=b
      = session 2
      = session 2 is alice
      = #2 → session 2
      c3 > #3 basic:alice
      #3 <
      = #3 → session 2
    `);
  });

  it('keeps credentials of two users apart', () => {
    expectSessions(`
      c1 > #1 basic:alice
      #1 <
      = session 1
      = session 1 is alice
      = #1 → session 1
      c2 > #2 basic:bob
      #2 <
      = session 2
      = session 2 is bob
      = #2 → session 2
    `);
  });

  it('begins a session with an unknown session cookie, for the recording began in its midst', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      c1 > #2 J=a B=b
      = #2 → session 1
      c1 > #3 B=b
      = #3 → session 1
    `);
  });

  it('takes sticky cookies, other names and other spellings for no identity', () => {
    expectSessions(`
      c1 > #1 AWSELB=a jsessionid=a
      #1 < AWSELB=a
      c2 > #2 AWSELB=a
      #2 <
    `);
  });

  it('takes the names of session cookies from a setting', () => {
    expectSessions(
      `
      c1 > #1 SID=a
      = session 1
      = #1 → session 1
      c2 > #2 J=a
      #2 <
    `,
      new SessionTracker(['SID']),
    );
  });

  it('takes several clientIds under one cookie for one session', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      #1 < client:x
      c2 > #2 J=a
      = #2 → session 1
      #2 < client:y
      c3 > #3 client:x
      = #3 → session 1
      c4 > #4 client:y
      = #4 → session 1
    `);
  });

  it('goes on when the cookie is rotated', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      #1 < J=b
      c2 > #2 J=b
      = #2 → session 1
    `);
  });

  it('ignores a cookie that is deleted', () => {
    expectSessions(`
      c1 > #1 J=
      #1 < J=
    `);
  });

  it('begins a session with a handshake of a desktop that has no identity', () => {
    expectSessions(`
      c1 > #1
      #1 < client:x
      = session 1
      = #1 → session 1
      c1 > #2
      #2 < client:y
      = session 2
      = #2 → session 2
      c1 > #3 client:x
      = #3 → session 1
    `);
  });

  it('begins no session for an unknown clientId that the server does not know either', () => {
    expectSessions(`
      c1 > #1 client:stale
      #1 <
    `);
  });

  it('begins a session for an unknown clientId that the server answers', () => {
    expectSessions(`
      c1 > #1 client:x
      #1 < client:x
      = session 1
      = #1 → session 1
    `);
  });
});

describe('users', () => {
  it('names the user of the credentials rather than the one of GET /me', () => {
    expectSessions(`
      c1 > #1 basic:alice
      #1 < J=a me:alice@example.com
      = session 1
      = session 1 is alice
      = #1 → session 1
      c1 > #2 J=a
      = #2 → session 1
      #2 < me:alice@example.com
    `);
  });

  it('names the user that GET /me tells, also for what came before', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      #1 <
      c1 > #2 J=a
      = #2 → session 1
      #2 < me:alice
      = session 1 is alice
    `);
  });

  it('begins a new session when another user logs in on the same cookies', () => {
    expectSessions(`
      c1 > #1 J=a basic:alice
      = session 1
      = session 1 is alice
      = #1 → session 1
      c1 > #2 J=a basic:bob
      = session 2
      = session 2 is bob
      = #2 → session 2
      c1 > #3 J=a
      = #3 → session 2
    `);
  });

  it('begins a new session when GET /me tells of another user on the same cookies', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      #1 < me:alice
      = session 1 is alice
      c1 > #2 J=a
      = #2 → session 1
      #2 < me:bob
      = session 2
      = session 2 is bob
      = #2 → session 2
      c1 > #3 J=a
      = #3 → session 2
    `);
  });

  it('takes a cookie for no identity once its first user comes back to it', () => {
    expectSessions(`
      c1 > #1 J=a basic:alice
      = session 1
      = session 1 is alice
      = #1 → session 1
      #1 <
      c2 > #2 J=a basic:bob
      = session 2
      = session 2 is bob
      = #2 → session 2
      #2 <
      c1 > #3 J=a basic:alice
      #3 <
      = #3 → session 1
      c2 > #4 J=a basic:bob
      #4 <
      = #4 → session 2
      c3 > #5 J=a
      #5 <
    `);
  });

  it('takes a cookie for no identity once GET /me tells that its first user came back', () => {
    expectSessions(`
      c1 > #1 J=a bearer:s
      = session 1
      = #1 → session 1
      #1 < me:alice
      = session 1 is alice
      c2 > #2 J=a bearer:t
      = #2 → session 1
      #2 < me:bob
      = session 2
      = session 2 is bob
      = #2 → session 2
      c1 > #3 J=a bearer:s
      = #3 → session 2
      #3 < me:alice
      = #3 → session 1
      c1 > #4 J=a bearer:s
      #4 <
      = #4 → session 1
    `);
  });

  it('keeps the old tab in its session when its browser has a new user', () => {
    expectSessions(`
      c1 > #1 J=a basic:alice
      = session 1
      = session 1 is alice
      = #1 → session 1
      #1 < client:x
      c1 > #2 J=a basic:bob
      = session 2
      = session 2 is bob
      = #2 → session 2
      c1 > #3 J=a client:x
      = #3 → session 1
      c1 > #4 J=a
      = #4 → session 2
    `);
  });
});

describe('connections', () => {
  it('gives an anonymous request to the session that its connection carries after it', () => {
    expectSessions(`
      c1 > #1
      #1 <
      c1 > #2 basic:alice
      #2 < J=a
      = session 1
      = session 1 is alice
      = #2 → session 1
      = #1 → session 1
    `);
  });

  it('gives an anonymous request to the session that its connection carried before', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      #1 <
      c1 > #2
      #2 <
      = #2 → session 1
    `);
  });

  it('gives an anonymous request to none if its connection carries many', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      c1 > #2 J=b
      = session 2
      = #2 → session 2
      c1 > #3
      #3 <
    `);
  });

  it('lets an anonymous request begin a session of its own if its answer sets the cookie', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      c1 > #2
      #2 < J=b
      = session 2
      = #2 → session 2
    `);
  });

  it('remembers so many anonymous requests of a connection at most', () => {
    const tracker = new SessionTracker();
    const anonymous = { connection: 1, at: 0, authorization: null, user: null, clientIds: [] };
    const nothing = { at: 0, setCookies: [], newClientIds: [], user: null };
    for (let exchange = 1; exchange <= MAX_ANONYMOUS + 1; exchange++) {
      tracker.requested({ ...anonymous, exchange, cookies: [] });
      tracker.answered({ ...nothing, exchange });
    }
    const decisions = tracker.requested({
      ...anonymous,
      exchange: 1_000,
      cookies: [['JSESSIONID', 'a']],
    });
    const assigned = decisions.filter((each) => each.type === 'assign');
    expect(assigned.map((each) => each.exchange).slice(0, 2)).toEqual([1_000, 2]);
    expect(assigned).toHaveLength(MAX_ANONYMOUS + 1);
  });

  it('forgets a connection that was closed', () => {
    expectSessions(`
      c1 > #1
      #1 <
      c1 closed
      c1 > #2 J=a
      = session 1
      = #2 → session 1
      c1 closed
      c1 > #3
      #3 <
    `);
  });
});

describe('memory', () => {
  it('forgets the cookie that was not used for longest, and knows the session of an exchange', () => {
    const tracker = new SessionTracker();
    const request = (exchange: number, value: string) => {
      tracker.requested({
        exchange,
        connection: exchange,
        at: 0,
        cookies: [['JSESSIONID', value]],
        authorization: null,
        user: null,
        clientIds: [],
      });
      return tracker.sessionOf(exchange);
    };
    expect(request(1, 'first')).toBe(1);
    for (let i = 2; i <= MAX_COOKIES + 1; i++) request(i, `${i}`);
    expect(request(MAX_COOKIES + 2, `${MAX_COOKIES}`)).toBe(MAX_COOKIES);
    expect(request(MAX_COOKIES + 3, 'first')).toBe(MAX_COOKIES + 2);
    expect(tracker.sessionOf(999_999)).toBeNull();
  });

  it('knows nothing of an answer whose request it does not know', () => {
    expectSessions('#7 < J=a client:x me:alice');
  });
});

describe('a websocket', () => {
  it('belongs to the session of a clientId in its messages, whatever its upgrade carried', () => {
    expectSessions(`
      c1 > #1 J=a
      = session 1
      = #1 → session 1
      #1 < client:x
      c2 > #2
      #2 <
      c3 > #3 J=b
      = session 2
      = #3 → session 2
      #3 <
      #2 frame client:x
      = #2 → session 1
      #3 frame client:x
      = #3 → session 1
      #3 frame client:x
      c4 > #4 J=b
      = #4 → session 2
    `);
  });

  it('keeps its session where a clientId is not known, and begins one with the reply to a handshake', () => {
    expectSessions(`
      c1 > #1
      #1 <
      #1 frame client:x
      #1 < client:y
      = session 1
      = #1 → session 1
      #1 frame client:z
      #1 < client:z
      c2 > #2 client:z
      = #2 → session 1
    `);
  });
});
