import { randomUUID } from 'node:crypto';
import type { Account } from './accounts.js';

/** What a JSESSIONID stands for. */
export interface HttpSession {
  readonly id: string;
  readonly csrfToken: string;
  readonly account: Account;
}

/** The HTTP sessions of one server, by cookie. */
export interface HttpSessions {
  begin(account: Account): HttpSession;
  find(cookieHeader: string | undefined): HttpSession | null;
}

/** The value of a cookie in a `Cookie` header (RFC 6265 §5.4), null if it is not there. */
export function cookieValue(cookieHeader: string | undefined, name: string): string | null {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/** No HTTP sessions yet; their ids and tokens are random, as on a real server. */
export function createHttpSessions(): HttpSessions {
  const sessions = new Map<string, HttpSession>();
  return {
    begin(account) {
      const session = { id: randomUUID(), csrfToken: randomUUID(), account };
      sessions.set(session.id, session);
      return session;
    },
    find(cookieHeader) {
      const id = cookieValue(cookieHeader, 'JSESSIONID');
      return (id !== null && sessions.get(id)) || null;
    },
  };
}
