import { BoundedMap } from '../correlate/bounded-map.js';
import type { SessionDecision } from '../correlate/sessions/session-tracker.js';
import type { RecordingWriter } from '../recording/writer.js';

/** Sessions that began and have no row yet; beyond these they are written at once. */
const MAX_UNWRITTEN = 10_000;

interface Unwritten {
  readonly session: number;
  readonly startedAt: number;
  readonly user: string | null;
}

/**
 * Writes down what becomes known of sessions, each with its first exchange that is in the recording. So a
 * session of calls that are left out, which have negative numbers, does not appear in it.
 */
export class SessionRows {
  readonly #writer: RecordingWriter;
  readonly #onSession: () => void;
  readonly #unwritten = new BoundedMap<number, Unwritten>(MAX_UNWRITTEN);

  /** @param onSession told of each session that is written */
  constructor(writer: RecordingWriter, onSession: () => void) {
    this.#writer = writer;
    this.#onSession = onSession;
  }

  /** @param unwritten an exchange whose row is still to come, and will say its session itself */
  decided(decisions: readonly SessionDecision[], unwritten?: number): void {
    for (const decision of decisions) {
      const { session } = decision;
      if (decision.type === 'session') {
        const { startedAt } = decision;
        this.#write(this.#unwritten.set(session, { session, startedAt, user: null }));
      } else if (decision.type === 'user') {
        const unwritten = this.#unwritten.peek(session);
        if (unwritten === undefined) this.#writer.user(session, decision.user);
        else this.#unwritten.set(session, { ...unwritten, user: decision.user });
      } else if (decision.exchange > 0) {
        this.#write(this.#unwritten.peek(session));
        if (decision.exchange !== unwritten) this.#writer.assign(decision.exchange, session);
      }
    }
  }

  #write(unwritten: Unwritten | undefined): void {
    if (unwritten === undefined) return;
    const { session, startedAt, user } = unwritten;
    this.#unwritten.delete(session);
    this.#writer.session(session, startedAt);
    if (user !== null) this.#writer.user(session, user);
    this.#onSession();
  }
}
