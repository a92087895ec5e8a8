import { BoundedMap } from '../../correlate/bounded-map.js';
import type { RecordingWriter } from '../../recording/writer.js';

/** As many as the session tracker goes on knowing. */
const MAX_SESSIONS = 50_000;

interface KnownSession {
  readonly startedAt: number;
  readonly user: string | null;
  /** The latest part that has its row. */
  readonly part: number;
}

/** Sessions of a series: each has its row, and its user's, in every part in which something of it stands. */
export class KnownSessions {
  readonly #sessions = new BoundedMap<number, KnownSession>(MAX_SESSIONS);

  began(session: number, startedAt: number, part: number): void {
    this.#sessions.set(session, { startedAt, user: null, part });
  }

  hasUser(session: number, user: string): void {
    const known = this.#sessions.peek(session);
    if (known !== undefined) this.#sessions.set(session, { ...known, user });
  }

  /** Something of a session is about to be written: so is its row, if this part has none yet. */
  standsIn(part: number, session: number, writer: RecordingWriter): void {
    const known = this.#sessions.get(session);
    if (known === undefined || known.part === part) return;
    this.#sessions.set(session, { ...known, part });
    writer.session(session, known.startedAt);
    if (known.user !== null) writer.user(session, known.user);
  }
}
