import { BoundedMap } from '../bounded-map.js';
import { ConnectionBook } from './connection-book.js';
import { CookieBook } from './cookie-book.js';
import { SessionBook } from './session-book.js';
import type {
  Cookie,
  IdentityOfAnswer,
  IdentityOfRequest,
  SessionDecision,
} from './session-events.js';

export type { SessionDecision } from './session-events.js';

/** ClientIds, credentials, exchanges whose session is remembered. */
const MAX_IDENTITIES = 50_000;
/** Cookies that tell sessions apart, unless set otherwise. */
export const SESSION_COOKIES: readonly string[] = [
  'JSESSIONID',
  'BAYEUX_BROWSER',
  'WORKSPACE_SESSIONID',
];

interface Exchange {
  readonly request: IdentityOfRequest;
  /** Those of its cookies that were an identity when it came. */
  readonly cookies: readonly Cookie[];
  session: number | null;
}

/**
 * Tells which session each exchange belongs to, by what it carries: a clientId that is known, else a
 * session cookie, else Authorization, else what its connection carries. It is told of requests and
 * answers in wire order, and its memory is bounded.
 *
 * A request with a clientId or a session cookie is assigned at once. Any other only with its answer,
 * which may begin a session, or later, when its connection turns out to carry one.
 */
export class SessionTracker {
  readonly #sessions = new SessionBook();
  readonly #cookies: CookieBook;
  readonly #connections = new ConnectionBook();
  readonly #clientIds = new BoundedMap<string, number>(MAX_IDENTITIES);
  readonly #credentials = new BoundedMap<string, number>(MAX_IDENTITIES);
  readonly #exchanges = new BoundedMap<number, Exchange>(MAX_IDENTITIES);

  /** @param sessionCookies names of the cookies that tell sessions apart, compared exactly */
  constructor(sessionCookies: Iterable<string> = SESSION_COOKIES) {
    this.#cookies = new CookieBook(sessionCookies, this.#sessions);
  }

  /** A request has passed. */
  requested(request: IdentityOfRequest): SessionDecision[] {
    const { session, cookies } = this.#identified(request);
    const exchange: Exchange = { request, cookies, session: null };
    this.#exchanges.set(request.exchange, exchange);
    if (session !== null) this.#assign(exchange, session);
    return this.#sessions.taken();
  }

  /** An answer has passed, or the exchange ended without one. */
  answered(answer: IdentityOfAnswer): SessionDecision[] {
    const exchange = this.#exchanges.get(answer.exchange);
    if (exchange === undefined) return [];
    const { request } = exchange;
    const setCookies = this.#cookies.identifying(answer.setCookies);
    const session =
      exchange.session === null
        ? this.#sessionByAnswer(request, answer, setCookies)
        : this.#sessionOfUser(exchange, exchange.session, answer.user);
    if (session === null) {
      this.#connections.anonymous(request.connection, request.exchange);
      return this.#sessions.taken();
    }
    this.#nameUser(session, request.user, answer.user);
    this.#cookies.mean(session, setCookies, 'all');
    for (const clientId of answer.newClientIds) this.#clientIds.set(clientId, session);
    this.#rememberCredentials(request.authorization, session);
    if (session !== exchange.session) this.#assign(exchange, session);
    return this.#sessions.taken();
  }

  /** A message on an open websocket names its client: one that is known outranks what the upgrade carried. */
  clientIdSeen(exchange: number, clientId: string): SessionDecision[] {
    const websocket = this.#exchanges.get(exchange);
    const session = this.#clientIds.get(clientId);
    if (websocket !== undefined && session !== undefined && session !== websocket.session) {
      this.#cookies.mean(session, websocket.cookies, 'new');
      this.#assign(websocket, session);
    }
    return this.#sessions.taken();
  }

  /** The session of an exchange in flight; null while it is not known. */
  sessionOf(exchange: number): number | null {
    return this.#exchanges.get(exchange)?.session ?? null;
  }

  /** Nothing more comes of an exchange: it is forgotten, so that only those in flight are remembered. */
  ended(exchange: number): void {
    this.#exchanges.delete(exchange);
  }

  /** A desktop's connection was closed: what is remembered of it is freed. */
  connectionClosed(connection: number): void {
    this.#connections.closed(connection);
  }

  /** What the request itself says. */
  #identified({ at, cookies, user, clientIds }: IdentityOfRequest): {
    session: number | null;
    cookies: readonly Cookie[];
  } {
    for (const clientId of clientIds) {
      const session = this.#clientIds.get(clientId);
      if (session === undefined) continue;
      const own = this.#cookies.identifying(cookies);
      this.#cookies.mean(session, own, 'new');
      return { session, cookies: own };
    }
    this.#cookies.userReturns(this.#cookies.identifying(cookies), user);
    const own = this.#cookies.identifying(cookies);
    if (own.length === 0) return { session: null, cookies: own };
    return { session: this.#sessionByCookies(own, at, user), cookies: own };
  }

  /** The session that the cookies mean; a new one if they are new, or their user is. */
  #sessionByCookies(cookies: readonly Cookie[], at: number, user: string | null): number {
    const known = this.#cookies.sessionOf(cookies);
    const isNew = known === undefined || this.#sessions.isForeign(known, user);
    const session = isNew ? this.#sessions.begin(at, user) : known;
    this.#sessions.named(session, user);
    this.#cookies.mean(session, cookies, 'all');
    return session;
  }

  /** Of a request that carried neither a known clientId nor a session cookie. */
  #sessionByAnswer(
    { at, authorization, connection, user }: IdentityOfRequest,
    answer: IdentityOfAnswer,
    setCookies: readonly Cookie[],
  ): number | null {
    const begin = () => this.#sessions.begin(at, user ?? answer.user);
    if (setCookies.length > 0) return begin();
    if (authorization !== null) return this.#credentials.get(authorization) ?? begin();
    if (answer.newClientIds.length > 0) return begin();
    return this.#connections.sessionOf(connection);
  }

  /** The session of a request with cookies, now that its answer says whose they are. */
  #sessionOfUser({ request, cookies }: Exchange, session: number, user: string | null): number {
    // Credentials in the request outrank the answer, which may only know another name of that user.
    if (request.user !== null || cookies.length === 0) return session;
    if (!this.#sessions.isForeign(session, user)) return session;
    this.#cookies.userReturns(cookies, user);
    const own = this.#cookies.identifying(cookies);
    if (own.length > 0) return this.#sessionByCookies(own, request.at, user);
    const latest =
      request.authorization === null ? undefined : this.#credentials.get(request.authorization);
    return latest ?? this.#sessions.begin(request.at, user);
  }

  #nameUser(session: number, ofCredentials: string | null, ofAnswer: string | null): void {
    if (this.#sessions.isForeign(session, ofCredentials)) return;
    this.#sessions.named(session, ofCredentials);
    if (ofCredentials === null && this.#sessions.isForeign(session, ofAnswer)) return;
    this.#sessions.named(session, ofAnswer);
  }

  #rememberCredentials(authorization: string | null, session: number): void {
    if (authorization === null) return;
    const latest = this.#credentials.get(authorization) ?? 0;
    this.#credentials.set(authorization, Math.max(latest, session));
  }

  #assign(exchange: Exchange, session: number): void {
    exchange.session = session;
    this.#sessions.assign(exchange.request.exchange, session);
    for (const earlier of this.#connections.carries(exchange.request.connection, session)) {
      // A websocket that carried nothing waits among them itself.
      if (earlier !== exchange.request.exchange) this.#sessions.assign(earlier, session);
    }
  }
}
