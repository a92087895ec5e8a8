import { BoundedMap } from '../bounded-map.js';
import type { SessionBook } from './session-book.js';
import type { Cookie } from './session-events.js';

/** Session cookies whose meaning is remembered. */
export const MAX_COOKIES = 50_000;
/** Users that one cookie value can have had, before it is no identity. */
const MAX_PAST_NAMES = 20;

interface Meaning {
  readonly session: number;
  /** Names of the users that it meant before. */
  readonly past: readonly string[];
  /** False once a user came back to it: two users share it. */
  readonly isIdentity: boolean;
}

/** Which session each value of a session cookie means. */
export class CookieBook {
  readonly #names: ReadonlySet<string>;
  readonly #sessions: SessionBook;
  readonly #meanings = new BoundedMap<string, Meaning>(MAX_COOKIES);

  constructor(names: Iterable<string>, sessions: SessionBook) {
    this.#names = new Set(names);
    this.#sessions = sessions;
  }

  /** Those of the cookies that tell sessions apart. */
  identifying(cookies: readonly Cookie[]): Cookie[] {
    return cookies.filter(
      ([name, value]) =>
        this.#names.has(name) &&
        value !== '' &&
        this.#meanings.get(keyOf([name, value]))?.isIdentity !== false,
    );
  }

  /** The latest session that one of them means; undefined if all are new. */
  sessionOf(cookies: readonly Cookie[]): number | undefined {
    const known = cookies.flatMap((cookie) => this.#meanings.get(keyOf(cookie))?.session ?? []);
    return known.length === 0 ? undefined : Math.max(...known);
  }

  /** From now on the cookies mean this session, those that are new only or all. */
  mean(session: number, cookies: readonly Cookie[], which: 'new' | 'all'): void {
    for (const cookie of cookies) {
      const key = keyOf(cookie);
      const before = this.#meanings.get(key);
      if (before !== undefined && (which === 'new' || before.session === session)) continue;
      const left = before === undefined ? [] : this.#sessions.namesOf(before.session);
      const stays = this.#sessions.namesOf(session);
      const past = [...(before?.past ?? []), ...left.filter((name) => !stays.includes(name))];
      const isIdentity = past.length <= MAX_PAST_NAMES;
      this.#meanings.set(key, { session, past: past.slice(-MAX_PAST_NAMES), isIdentity });
    }
  }

  /** Takes the identity from those that this user had before another one did. */
  userReturns(cookies: readonly Cookie[], user: string | null): void {
    for (const cookie of cookies) {
      const key = keyOf(cookie);
      const meaning = this.#meanings.get(key);
      if (user === null || !meaning?.past.includes(user)) continue;
      if (!this.#sessions.isForeign(meaning.session, user)) continue;
      this.#meanings.set(key, { ...meaning, isIdentity: false });
    }
  }
}

function keyOf([name, value]: Cookie): string {
  return `${name}=${value}`;
}
