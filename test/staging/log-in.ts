import type { IncomingMessage, ServerResponse } from 'node:http';
import { accountOf } from './accounts.js';
import type { HttpSession, HttpSessions } from './http-sessions.js';
import { isSecure } from './origin.js';

/**
 * Whose request this is: by its session cookie, else by Basic; credentials of someone else begin a
 * new session.
 *
 * @returns null if it is nobody's
 */
export function logIn(
  httpSessions: HttpSessions,
  request: IncomingMessage,
  response: ServerResponse,
): HttpSession | null {
  const known = httpSessions.find(request.headers.cookie);
  if (request.headers.authorization === undefined) return known;
  const account = accountOf(request.headers.authorization);
  if (account === null) return null;
  if (account === known?.account) return known;
  const session = httpSessions.begin(account);
  const secure = isSecure(request) ? '; Secure; SameSite=None' : '';
  response.appendHeader('Set-Cookie', `JSESSIONID=${session.id}; Path=/; HttpOnly${secure}`);
  return session;
}
