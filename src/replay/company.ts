import { headerValues } from '../recording/headers.js';
import { parseSetCookie } from '../redact/cookies.js';
import type { Casting } from './casting.js';
import { type Credentials, isSessionCookie } from './credentials.js';
import type { Answer } from './exchange-at-the-door.js';
import { type Deliver, LiveSession, type LiveTab } from './live-session.js';
import { type Asked, emptyMemory, findCall, findSafe } from './matching/find-answer.js';
import type { Renewal } from './renewal.js';
import type { RecordedRequest, Script } from './script/script.js';

/** What a request asks for, as far as it tells whose it is. */
export type Purpose =
  | { readonly kind: 'call' | 'safe'; readonly asked: Asked }
  | { readonly kind: 'handshake' };

/** The desktops that play now, and who is who among them. */
export class Company {
  readonly sessions: LiveSession[] = [];
  readonly #casting: Casting;
  readonly #deliver: Deliver;
  readonly #renewal: (session: number, copy: number) => Renewal;
  readonly #byCookie = new Map<string, LiveSession>();
  readonly #byAuthorization = new Map<string, LiveSession>();
  readonly #byClientId = new Map<string, { session: LiveSession; tab: LiveTab }>();

  constructor(
    cast: Casting,
    deliver: Deliver,
    renewalOf: (session: number, copy: number) => Renewal,
  ) {
    this.#casting = cast;
    this.#deliver = deliver;
    this.#renewal = renewalOf;
  }

  /** The Bayeux session with that id, unless it has ended. */
  tab(clientId: string): { readonly session: LiveSession; readonly tab: LiveTab } | null {
    const found = this.#byClientId.get(clientId);
    return found === undefined || found.tab.client.gone ? null : found;
  }

  /**
   * Whose request it is; null for an anonymous one. A live session begins with a request whose recorded answer
   * sets a session cookie and that carries none that is known, else with an unknown cookie value, else with
   * Authorization.
   */
  sessionFor(credentials: Credentials, purpose: Purpose): LiveSession | null {
    const { sessionCookies, authorization, user } = credentials;
    const known = sessionCookies.map((value) => this.#byCookie.get(value)).find(Boolean);
    if (known !== undefined) return this.#sameUser(known, credentials);
    if (!credentials.any) return this.#opening(purpose);
    const latest = authorization === null ? null : this.#byAuthorization.get(authorization);
    const next = this.#casting.next(user);
    const begins =
      latest === null ||
      latest === undefined ||
      sessionCookies.length > 0 ||
      (next !== null && beginsSession(next, purpose));
    return begins ? this.#begin(user, credentials) : latest;
  }

  /** An answer hands out session cookies: whoever brings them is this session. */
  learn(session: LiveSession, answer: Answer): void {
    for (const text of headerValues(answer.headers, 'set-cookie')) {
      const { name, value } = parseSetCookie(text);
      if (isSessionCookie(name, value)) this.#byCookie.set(value, session);
    }
  }

  joined(session: LiveSession, tab: LiveTab): void {
    this.#byClientId.set(tab.client.clientId, { session, tab });
  }

  /** A new user on the same cookies begins a new session; who was not known yet may turn out to be one. */
  #sameUser(known: LiveSession, credentials: Credentials): LiveSession {
    const { user } = credentials;
    if (user === null || user === known.user) return known;
    const fits = !this.#casting.knows(user) || this.#casting.next(user) === known.script;
    if (known.user !== null || !fits) return this.#begin(user, credentials);
    this.#casting.adopt(user);
    known.user = user;
    return known;
  }

  /** A request without credentials begins a session if the recorded one began so. */
  #opening(purpose: Purpose): LiveSession | null {
    const script = this.#casting.next(null, (each) => beginsSession(each, purpose, true));
    return script === null ? null : this.#begin(null, null, script);
  }

  #begin(
    user: string | null,
    credentials: Credentials | null,
    script: Script | null = this.#casting.next(user),
  ): LiveSession {
    const copy = script === null ? this.sessions.length + 1 : this.#casting.take(script, user);
    const played = script ?? emptyScript;
    const session = new LiveSession(
      played,
      user,
      this.#renewal(played.session, copy),
      this.#deliver,
    );
    this.sessions.push(session);
    for (const value of credentials?.sessionCookies ?? []) this.#byCookie.set(value, session);
    const authorization = credentials?.authorization ?? null;
    if (authorization !== null) this.#byAuthorization.set(authorization, session);
    return session;
  }
}

function beginsSession(script: Script, purpose: Purpose, anonymous = false): boolean {
  if (purpose.kind === 'handshake') {
    const first = script.acts.find((act) => act.kind === 'handshake');
    return first !== undefined && (anonymous ? first.anonymous : first.beginsSession);
  }
  const find: (...args: Parameters<typeof findSafe>) => RecordedRequest | null =
    purpose.kind === 'call' ? findCall : findSafe;
  return find(script.requests, purpose.asked, emptyMemory(), -1)?.beginsSession ?? false;
}

/** What a live session plays if the recording has no session at all: everything is a miss. */
const emptyScript: Script = {
  session: 0,
  user: null,
  acts: [],
  requests: new Map(),
  unanswered: [],
  prologue: [],
  words: {
    handshake: null,
    replies: new Map(),
    refused: new Map(),
    unknownClient: null,
    timeout: null,
  },
};
