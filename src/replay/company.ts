import type { HandshakeAct, Part } from '../acts/act.js';
import { type Credentials, isSessionCookie } from '../acts/credentials.js';
import { lazily } from '../lazily.js';
import { headerValues } from '../recording/headers.js';
import { parseSetCookie } from '../redact/cookies.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { CastQueue } from './cast-queue.js';
import type { Casting } from './casting.js';
import type { Answer } from './exchange-at-the-door.js';
import { LiveSession, type Manner } from './live-session.js';
import { type Asked, emptyMemory, findCall, findSafe } from './matching/find-answer.js';
import { keysOf } from './matching/request-book.js';
import type { LiveTab } from './release.js';
import { actPlaces } from './script/act-places.js';
import { emptyScript } from './script/empty-script.js';
import type { Repertoire } from './script/repertoire.js';
import type { RecordedRequest, Script } from './script/script.js';

/** What a request asks for, as far as it tells whose it is. */
export type Purpose =
  | { readonly kind: 'call' | 'safe'; readonly asked: Asked }
  | { readonly kind: 'handshake' };

/** Live sessions that are remembered; beyond them the one that was idle longest is forgotten. */
const mostSessions = 10_000;

/** Of them so many are looked at, to find an idle one. */
const mostLookedAt = 100;

/** The desktops that play now, and who is who among them. */
export class Company {
  readonly #casting: Casting;
  readonly #chosen: CastQueue | null;
  readonly #scripts: Pick<Repertoire, 'script' | 'mayBeginAnonymously'>;
  readonly #mannerOf: (session: number, copy: number) => Manner;
  readonly #forgotten: (session: LiveSession) => void;
  readonly #most: number;
  /** Used longest ago first; with what forgets them. */
  readonly #sessions = new Map<LiveSession, Set<() => void>>();
  /** Sessions that a request without credentials may begin, by the keys of such requests. */
  readonly #openings: () => ReadonlyMap<string, readonly Part[]>;
  readonly #byCookie = new Map<string, LiveSession>();
  readonly #byAuthorization = new Map<string, LiveSession>();
  readonly #byClientId = new Map<string, { session: LiveSession; tab: LiveTab }>();
  #begun = 0;

  /**
   * @param mannerOf how the live session plays that is the copy of that number of a recorded one
   * @param forgotten told of a live session that is remembered no more
   * @param chosen what is played first, whatever the casting says
   */
  constructor(
    cast: Casting,
    scripts: Pick<Repertoire, 'script' | 'mayBeginAnonymously'>,
    mannerOf: (session: number, copy: number) => Manner,
    forgotten: (session: LiveSession) => void,
    most = mostSessions,
    chosen: CastQueue | null = null,
  ) {
    this.#casting = cast;
    this.#chosen = chosen;
    this.#scripts = scripts;
    this.#openings = lazily(() => openingsIn(cast.parts, scripts));
    this.#mannerOf = mannerOf;
    this.#forgotten = forgotten;
    this.#most = most;
  }

  get sessions(): Iterable<LiveSession> {
    return this.#sessions.keys();
  }

  /** The Bayeux session with that id, unless it has ended. */
  tab(clientId: string): { readonly session: LiveSession; readonly tab: LiveTab } | null {
    const found = this.#byClientId.get(clientId);
    return found === undefined || found.tab.client.gone ? null : found;
  }

  /** The Bayeux session with that id, if it has ended and is still remembered. */
  goneClient(clientId: string | null): BayeuxClient | null {
    const client = clientId === null ? undefined : this.#byClientId.get(clientId)?.tab.client;
    return client?.gone === true ? client : null;
  }

  /** Whose Bayeux session that is, unless it has ended; it is at work. */
  sessionOf(clientId: string): LiveSession | null {
    const found = this.tab(clientId);
    return found === null ? null : this.#used(found.session);
  }

  /**
   * Whose request it is; null for an anonymous one. A live session begins with a request whose recorded answer
   * sets a session cookie and that carries none that is known, else with an unknown cookie value, else with
   * Authorization.
   */
  sessionFor(credentials: Credentials, purpose: Purpose): LiveSession | null {
    const { sessionCookies, authorization, user } = credentials;
    const known = sessionCookies.map((value) => this.#byCookie.get(value)).find(Boolean);
    if (known !== undefined) return this.#used(this.#sameUser(known, credentials));
    if (!credentials.any) return this.#opening(purpose);
    const latest = authorization === null ? null : this.#byAuthorization.get(authorization);
    if (latest?.comesAgain === true && sessionCookies.length === 0) {
      latest.comesAgain = false;
      return this.#used(latest);
    }
    const next = this.#next(user);
    const begins =
      latest === null ||
      latest === undefined ||
      sessionCookies.length > 0 ||
      (next !== null && beginsSession(this.#scripts.script(next), purpose));
    return begins ? this.#begin(user, credentials) : this.#used(latest);
  }

  /** An answer hands out session cookies: whoever brings them is this session. */
  learn(session: LiveSession, answer: Answer): void {
    for (const text of headerValues(answer.headers, 'set-cookie')) {
      const { name, value } = parseSetCookie(text);
      if (isSessionCookie(name, value)) this.#know(this.#byCookie, value, session);
    }
  }

  /** @param left Bayeux sessions of the same desktop that gave way */
  joined(session: LiveSession, tab: LiveTab, left: readonly LiveTab[]): void {
    this.#byClientId.set(tab.client.clientId, { session, tab });
    this.#forgetTabs(left);
  }

  #forgetTabs(tabs: readonly LiveTab[]): void {
    for (const { client } of tabs) this.#byClientId.delete(client.clientId);
  }

  /** The same session, which is at work. */
  #used(session: LiveSession): LiveSession {
    const forget = this.#sessions.get(session);
    if (forget !== undefined) {
      this.#sessions.delete(session);
      this.#sessions.set(session, forget);
    }
    return session;
  }

  /** Remembers whose a cookie's value or an Authorization is. */
  #know(book: Map<string, LiveSession>, key: string, session: LiveSession): void {
    if (book.get(key) === session) return;
    book.set(key, session);
    this.#sessions.get(session)?.add(() => {
      if (book.get(key) === session) book.delete(key);
    });
  }

  /** Makes room: a desktop whose connect is held, or that has a websocket, is not idle. */
  #forgetIdle(): void {
    if (this.#sessions.size < this.#most) return;
    let looked = 0;
    for (const [session, forget] of this.#sessions) {
      if (session.deliveries.openTabs().some(({ client }) => client.isReachable)) {
        // It is at work: nobody need come across it soon again.
        this.#used(session);
        if (++looked === mostLookedAt) return;
        continue;
      }
      for (const each of forget) each();
      this.#forgetTabs(session.deliveries.tabs);
      this.#sessions.delete(session);
      this.#forgotten(session);
      if (this.#sessions.size < this.#most) return;
    }
  }

  /** A new user on the same cookies begins a new session; who was not known yet may turn out to be one. */
  #sameUser(known: LiveSession, credentials: Credentials): LiveSession {
    const { user } = credentials;
    if (user === null || user === known.user) return known;
    const matters = this.#casting.knows(user) || (this.#chosen?.next(user) ?? null) !== null;
    const fits = known.chosen || !matters || this.#next(user)?.id === known.script.session;
    if (known.user !== null || !fits) return this.#begin(user, credentials);
    this.#casting.adopt(user);
    known.user = user;
    return known;
  }

  #next(user: string | null, accept?: (part: Part) => boolean): Part | null {
    return this.#chosen?.next(user, accept) ?? this.#casting.next(user, accept);
  }

  /** A request without credentials begins a session if the recorded one began so. */
  #opening(purpose: Purpose): LiveSession | null {
    const parts =
      purpose.kind === 'handshake'
        ? this.#openings().get(handshake)
        : keysOf(purpose.asked.shape).flatMap((key) => this.#openings().get(key) ?? []);
    if (parts === undefined || parts.length === 0) return null;
    const among = new Set(parts);
    const part = this.#next(
      null,
      (each) => among.has(each) && beginsSession(this.#scripts.script(each), purpose, true),
    );
    return part === null ? null : this.#begin(null, null, part);
  }

  #begin(
    user: string | null,
    credentials: Credentials | null,
    part: Part | null = this.#next(user),
  ): LiveSession {
    this.#forgetIdle();
    this.#begun++;
    const chosen = part !== null && this.#chosen?.take(part, user) === true;
    const copy = part === null ? this.#begun : this.#casting.take(part, user);
    const played = part === null ? emptyScript : this.#scripts.script(part);
    const session = new LiveSession(played, copy, user, this.#mannerOf(played.session, copy));
    session.chosen = chosen;
    this.#sessions.set(session, new Set());
    for (const value of credentials?.sessionCookies ?? []) {
      this.#know(this.#byCookie, value, session);
    }
    const authorization = credentials?.authorization ?? null;
    if (authorization !== null) {
      this.#know(this.#byAuthorization, authorization, session);
    }
    return session;
  }
}

/** Stands among the keys of requests, which begin with a bracket. */
const handshake = 'handshake';

function openingsIn(
  parts: readonly Part[],
  scripts: Pick<Repertoire, 'script' | 'mayBeginAnonymously'>,
): ReadonlyMap<string, readonly Part[]> {
  const openings = new Map<string, Part[]>();
  for (const part of parts) {
    if (!scripts.mayBeginAnonymously(part)) continue;
    const script = scripts.script(part);
    const keys = [...script.requests]
      .filter(([, requests]) => requests.some((each) => each.beginsSession))
      .map(([key]) => key);
    if (firstHandshake(script)?.anonymous === true) keys.push(handshake);
    for (const key of keys) {
      const alike = openings.get(key);
      if (alike === undefined) openings.set(key, [part]);
      else alike.push(part);
    }
  }
  return openings;
}

function firstHandshake(script: Script): HandshakeAct | null {
  const act = script.acts[actPlaces(script).handshakes[0] ?? -1];
  return act?.kind === 'handshake' ? act : null;
}

function beginsSession(script: Script, purpose: Purpose, anonymous = false): boolean {
  if (purpose.kind === 'handshake') {
    const first = firstHandshake(script);
    return first !== null && (anonymous ? first.anonymous : first.beginsSession);
  }
  const find: (...args: Parameters<typeof findSafe>) => RecordedRequest | null =
    purpose.kind === 'call' ? findCall : findSafe;
  return find(script.requests, purpose.asked, emptyMemory(), -1)?.beginsSession ?? false;
}
