import { BoundedMap } from '../bounded-map.js';

/** Connections that are remembered, if nobody says that they were closed. */
const MAX_CONNECTIONS = 20_000;
/** Anonymous exchanges of one connection that may still find their session. */
export const MAX_ANONYMOUS = 100;

interface Carried {
  /** Null while none is known; `many` if they are several: a load balancer's connection. */
  readonly session: number | 'many' | null;
  /** Answered exchanges without any identity. */
  readonly anonymous: readonly number[];
}

const NOTHING: Carried = { session: null, anonymous: [] };

/** Which session each connection carries, for requests that carry no identity themselves. */
export class ConnectionBook {
  readonly #carried = new BoundedMap<number, Carried>(MAX_CONNECTIONS);

  /** The one session of a connection; null if it has none, or many. */
  sessionOf(connection: number): number | null {
    const session = this.#carried.get(connection)?.session ?? null;
    return session === 'many' ? null : session;
  }

  /** A request of that session came on it. Returns the anonymous exchanges that thereby are the session's. */
  carries(connection: number, session: number): readonly number[] {
    const before = this.#carried.get(connection) ?? NOTHING;
    if (before.session === session) return [];
    const now = before.session === null ? session : 'many';
    this.#carried.set(connection, { session: now, anonymous: [] });
    return before.anonymous;
  }

  /** An exchange without identity ended, before the connection carried a session. */
  anonymous(connection: number, exchange: number): void {
    const before = this.#carried.get(connection) ?? NOTHING;
    if (before.session !== null) return;
    const anonymous = [...before.anonymous, exchange].slice(-MAX_ANONYMOUS);
    this.#carried.set(connection, { session: null, anonymous });
  }

  closed(connection: number): void {
    this.#carried.delete(connection);
  }
}
