import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { Fitting } from './fitting.js';
import type { LiveSession } from './live-session.js';

/**
 * The answer to a log-in that the recording lacks, because it begins later: who asks for `…/me` is told its name, and gets a
 * session cookie, as servers do. Null if it asks for something else, or the recording has an answer to a log-in of that
 * session: then what was asked is a miss.
 */
export function madeUpLogIn(
  session: LiveSession,
  request: LiveRequest,
  fit: Fitting,
): Answer | null {
  if (request.method !== 'GET' || !/\/me\/?(?:\?|$)/u.test(request.target)) return null;
  if (hasLogIn(session)) return null;
  const user = session.user ?? session.script.user;
  const told = user === null ? {} : { userName: user };
  const content = Buffer.from(JSON.stringify({ statusCode: 0, user: told }));
  return fit.madeUp(
    {
      status: 200,
      reason: 'OK',
      headers: [
        ['Content-Type', 'application/json;charset=UTF-8'],
        ['Set-Cookie', 'JSESSIONID=made-up; Path=/; HttpOnly'],
      ],
      body: { content, encoded: null, encoding: null },
    },
    request,
    session.renewal,
  );
}

function hasLogIn({ script }: LiveSession): boolean {
  for (const requests of script.requests.values()) {
    for (const { shape } of requests) {
      if (shape.method === 'GET' && shape.segments.findLast((each) => each !== '') === 'me') {
        return true;
      }
    }
  }
  return false;
}
