import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, accessDenied, refusal, send } from './answer.js';
import type { Api } from './api.js';
import { type CallBody, operationOf, type Reaction } from './calls.js';
import { cookieValue, type HttpSession, type HttpSessions } from './http-sessions.js';
import type { LoadBalancer } from './load-balancer.js';
import { logIn } from './log-in.js';
import type { Notifications } from './notifications.js';
import { originOf } from './origin.js';
import type { Planter } from './planter.js';
import { readJsonObject } from './request-body.js';
import type { StagingOptions } from './staging-options.js';

interface Parts {
  readonly httpSessions: HttpSessions;
  readonly notifications: Notifications;
  readonly loadBalancer: LoadBalancer;
  readonly api: Api;
  readonly planter: Planter;
}

/** Where CometD is. A client may append the message type. */
export const endpoint = '/api/v2/notifications';

const csrfRefused = refusal(403, 3, 'CSRF token missing or wrong');

/** The HTTP side: load balancer, log-in, CSRF, then CometD or the API. */
export function createRoutes(
  { httpSessions, notifications, loadBalancer, api, planter }: Parts,
  options: StagingOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  async function react(session: HttpSession, request: IncomingMessage): Promise<Reaction> {
    const body = request.method === 'POST' ? await readJsonObject(request) : null;
    const operation = operationOf(body);
    const reaction = await reactTo(session, request, body, operation);
    const answer = planter.answer(session.account, request, operation, reaction.answer);
    return { ...reaction, answer };
  }

  async function reactTo(
    session: HttpSession,
    request: IncomingMessage,
    body: CallBody,
    operation: string | null,
  ): Promise<Reaction> {
    const [path, query] = placeOf(request);
    if (!path.startsWith('/api/v2/')) return { answer: api.notFound };
    const asked = { path: path.slice('/api/v2'.length), query, origin: originOf(request) };
    if (request.method === 'GET') return { answer: api.get(session, asked) };
    if (request.method !== 'POST') return { answer: api.notFound };
    const instead = operation === null ? null : loadBalancer(path, operation);
    if (instead) return { answer: instead };
    const reaction = await api.post(session, asked, body);
    const isBare = reaction.answer.body === '{"statusCode":0}';
    const isEmpty = isBare && operation !== null && options.emptyAnswers?.includes(operation);
    return isEmpty ? { ...reaction, answer: { ...reaction.answer, body: '' } } : reaction;
  }

  return async (request, response) => {
    const answerWith = (answer: Answer): Promise<void> =>
      send(request, response, answer, options.gzipOver === undefined ? 512 : options.gzipOver);
    if (options.stickyCookie && cookieValue(request.headers.cookie, 'AWSELB') === null) {
      response.appendHeader('Set-Cookie', `AWSELB=${randomUUID()}; Path=/`);
    }
    const [path] = placeOf(request);
    const instead = loadBalancer(path, null);
    if (instead) return answerWith(instead);
    const session = logIn(httpSessions, request, response);
    if (options.csrf && request.method === 'GET') {
      response.setHeader('X-CSRF-HEADER', 'X-CSRF-TOKEN');
      response.setHeader('X-CSRF-TOKEN', session?.csrfToken ?? randomUUID());
    }
    if (session === null) return answerWith(accessDenied);
    if (options.csrf && refusesToken(request, session)) return answerWith(csrfRefused);
    if (path.startsWith(endpoint)) return notifications.handle(request, response);
    const { answer, afterwards } = await react(session, request);
    await answerWith(answer);
    afterwards?.();
  };
}

/** The path without a slash at its end, and the query. */
function placeOf(request: IncomingMessage): readonly [string, URLSearchParams] {
  const [path = '', ...query] = (request.url ?? '').split('?');
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return [bare, new URLSearchParams(query.join('?'))];
}

function refusesToken(request: IncomingMessage, session: HttpSession): boolean {
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '');
  return changes && request.headers['x-csrf-token'] !== session.csrfToken;
}
