import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { accountOf } from './accounts.js';
import { type Answer, accessDenied, ok, refusal, send } from './answer.js';
import type { Calls, Reaction } from './calls.js';
import { cookieValue, type HttpSession, type HttpSessions } from './http-sessions.js';
import type { Notifications } from './notifications.js';
import { originOf } from './origin.js';
import { readJsonObject } from './request-body.js';
import { samples } from './samples.js';
import type { StagingOptions } from './staging.js';
import { tweetsText, tweetText, userText } from './texts.js';
import type { Tweets } from './tweets.js';

interface Parts {
  readonly httpSessions: HttpSessions;
  readonly tweets: Tweets;
  readonly notifications: Notifications;
  readonly calls: Calls;
}

const version = '8.5.202.96';
const notFound = refusal(404, 6, 'Resource not found');
const csrfRefused = refusal(403, 3, 'CSRF token missing or wrong');

/** The HTTP API: log-in, CSRF, sticky cookies, then to each path what answers it. */
export function createRoutes(
  { httpSessions, tweets, notifications, calls }: Parts,
  options: StagingOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  /** A session cookie, else Basic; credentials of someone else begin a new session. */
  function logIn(request: IncomingMessage, response: ServerResponse): HttpSession | null {
    const known = httpSessions.find(request.headers.cookie);
    if (request.headers.authorization === undefined) return known;
    const account = accountOf(request.headers.authorization);
    if (account === null) return null;
    if (account === known?.account) return known;
    const session = httpSessions.begin(account);
    response.appendHeader('Set-Cookie', `JSESSIONID=${session.id}; Path=/; HttpOnly`);
    return session;
  }

  async function react(session: HttpSession, request: IncomingMessage): Promise<Reaction> {
    const { account } = session;
    const path = pathOf(request);
    const [, id] = /^\/api\/v2\/me\/tweets\/([^/]+)$/.exec(path) ?? [];
    const origin = originOf(request);
    if (request.method === 'POST') {
      const body = await readJsonObject(request);
      if (path === '/api/v2/me') return calls.me(account, body);
      if (id !== undefined) return calls.tweet(account, id, body);
    } else if (request.method === 'GET') {
      if (path === '/api/v2/me') return { answer: ok(userText(account, origin)) };
      if (path === '/api/v2/diagnostics/version')
        return { answer: ok(JSON.stringify({ version })) };
      if (path === '/api/v2/me/tweets') {
        return { answer: ok(tweetsText(tweets.list(account), origin)) };
      }
      const tweet = id === undefined ? null : tweets.find(account, id);
      if (tweet) {
        const text = options.printedSample ? samples.completedAsPrinted : tweetText(tweet, origin);
        return { answer: ok(text) };
      }
    }
    return { answer: notFound };
  }

  return async (request, response) => {
    const answerWith = (answer: Answer): Promise<void> =>
      send(request, response, answer, options.gzipOver === undefined ? 512 : options.gzipOver);
    if (options.stickyCookie && cookieValue(request.headers.cookie, 'AWSELB') === null) {
      response.appendHeader('Set-Cookie', `AWSELB=${randomUUID()}; Path=/`);
    }
    const session = logIn(request, response);
    if (options.csrf && request.method === 'GET') {
      response.setHeader('X-CSRF-HEADER', 'X-CSRF-TOKEN');
      response.setHeader('X-CSRF-TOKEN', session?.csrfToken ?? randomUUID());
    }
    if (session === null) return answerWith(accessDenied);
    if (options.csrf && refusesToken(request, session)) return answerWith(csrfRefused);
    // A client may append the message type to the endpoint's URL.
    if (pathOf(request).startsWith('/api/v2/notifications')) {
      return notifications.handle(request, response);
    }
    const { answer, afterwards } = await react(session, request);
    await answerWith(answer);
    afterwards?.();
  };
}

function pathOf(request: IncomingMessage): string {
  const [path = ''] = (request.url ?? '').split('?');
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function refusesToken(request: IncomingMessage, session: HttpSession): boolean {
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '');
  return changes && request.headers['x-csrf-token'] !== session.csrfToken;
}
