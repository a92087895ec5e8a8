import { expect } from 'vitest';
import type { Cookie, SessionDecision } from '../../../src/correlate/sessions/session-events.js';
import { SessionTracker } from '../../../src/correlate/sessions/session-tracker.js';

/**
 * What passes, line by line, and after `=` what the tracker decides there. `J` is JSESSIONID, `B`
 * BAYEUX_BROWSER; `basic:alice` and `bearer:t` are credentials, `client:c` is a clientId.
 *
 *     c1 > #1 J=a basic:alice       a request on connection 1
 *     #1 < J=b client:c me:alice    its answer: sets a cookie, hands out a clientId, is of GET /me
 *     #1 frame client:c             a message on the websocket that #1 opened
 *     c1 closed
 *     = session 1
 *     = session 1 is alice
 *     = #1 → session 1
 */
export function expectSessions(text: string, tracker = new SessionTracker()): void {
  const lines = linesOf(text);
  const actual = lines
    .filter((line) => !line.startsWith('='))
    .flatMap((line, index) => [line, ...played(tracker, line, index).map(told)]);
  expect(actual).toEqual(lines);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/ +/g, ' '))
    .filter((line) => line !== '');
}

function played(tracker: SessionTracker, line: string, at: number): SessionDecision[] {
  const words = line.split(' ');
  const [first = '', verb] = words;
  if (verb === 'closed') {
    tracker.connectionClosed(Number(first.slice(1)));
    return [];
  }
  if (verb === 'frame') {
    return tracker.clientIdSeen(Number(first.slice(1)), valuesOf('client:', words)[0] ?? '');
  }
  if (verb === '<') {
    return tracker.answered({
      exchange: Number(first.slice(1)),
      at,
      setCookies: cookiesIn(words),
      newClientIds: valuesOf('client:', words),
      user: valuesOf('me:', words)[0] ?? null,
    });
  }
  const basic = valuesOf('basic:', words)[0] ?? null;
  const bearer = valuesOf('bearer:', words)[0] ?? null;
  return tracker.requested({
    exchange: Number(words[2]?.slice(1)),
    connection: Number(first.slice(1)),
    at,
    cookies: cookiesIn(words),
    authorization: basic ?? bearer,
    user: basic,
    clientIds: valuesOf('client:', words),
  });
}

function cookiesIn(words: readonly string[]): Cookie[] {
  const names: Record<string, string> = { J: 'JSESSIONID', B: 'BAYEUX_BROWSER' };
  return words
    .filter((word) => word.includes('='))
    .map((word): Cookie => {
      const [name = '', value = ''] = word.split('=');
      return [names[name] ?? name, value];
    });
}

function valuesOf(prefix: string, words: readonly string[]): string[] {
  return words.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length));
}

function told(decision: SessionDecision): string {
  if (decision.type === 'session') return `= session ${decision.session}`;
  if (decision.type === 'user') return `= session ${decision.session} is ${decision.user}`;
  return `= #${decision.exchange} → session ${decision.session}`;
}
