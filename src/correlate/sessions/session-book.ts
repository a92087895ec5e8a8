import { BoundedMap } from '../bounded-map.js';
import type { SessionDecision } from './session-events.js';

/** Sessions whose users' names are remembered. */
const MAX_SESSIONS = 50_000;

/** Counts sessions and knows their users; hands out decisions. */
export class SessionBook {
  /** A login name and the name that `GET /me` tells may differ: both are the same user. */
  readonly #names = new BoundedMap<number, readonly string[]>(MAX_SESSIONS);
  #count = 0;
  #decisions: SessionDecision[] = [];

  begin(startedAt: number, user: string | null): number {
    this.#count += 1;
    this.#decisions.push({ type: 'session', session: this.#count, startedAt });
    this.named(this.#count, user);
    return this.#count;
  }

  assign(exchange: number, session: number): void {
    this.#decisions.push({ type: 'assign', exchange, session });
  }

  /** Another name of the session's user; the first one is told. */
  named(session: number, user: string | null): void {
    if (user === null) return;
    const names = this.#names.get(session) ?? [];
    if (names.includes(user)) return;
    this.#names.set(session, [...names, user]);
    if (names.length === 0) this.#decisions.push({ type: 'user', session, user });
  }

  /** Names of its user, as far as they are known. */
  namesOf(session: number): readonly string[] {
    return this.#names.get(session) ?? [];
  }

  /** Whether the session has another user than this one. */
  isForeign(session: number, user: string | null): boolean {
    const names = this.namesOf(session);
    return user !== null && names.length > 0 && !names.includes(user);
  }

  /** The decisions since the last time. */
  taken(): SessionDecision[] {
    const decisions = this.#decisions;
    this.#decisions = [];
    return decisions;
  }
}
