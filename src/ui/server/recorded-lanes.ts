import type { RecordedSession } from '../../recording/reader.js';
import type { Timeline } from '../../recording/timeline.js';
import type { SessionHead } from '../protocol/recording-head.js';
import type { Row } from '../protocol/row.js';

/** Sessions that are told one by one. */
const MOST_LANES = 10_000;

interface Lane {
  readonly id: number;
  user: string | null;
  transport: string | null;
  readonly startedAt: number;
}

/** The sessions of a recording that goes on. Nobody knows yet when they end. */
export class RecordedLanes {
  readonly #lanes = new Map<number, Lane>();
  /** Websockets that are open: their messages say that they are used. */
  readonly #websockets = new Set<number>();

  constructor(sessions: readonly RecordedSession[]) {
    for (const { id, user, transport, startedAt } of sessions.slice(0, MOST_LANES)) {
      this.#lanes.set(id, { id, user, transport, startedAt });
    }
  }

  get heads(): readonly SessionHead[] {
    return [...this.#lanes.values()].map((lane) => ({ ...lane, endedAt: null, plays: null }));
  }

  /**
   * Takes note of what was read just now.
   *
   * @returns whether there is something new
   */
  saw(timeline: Timeline, rows: readonly Row[]): boolean {
    let changed = false;
    for (const { id, user, startedAt } of timeline.sessionLines()) {
      const lane = this.#lanes.get(id);
      if (lane?.user === user || (lane === undefined && this.#lanes.size >= MOST_LANES)) continue;
      changed = true;
      if (lane === undefined) this.#lanes.set(id, { id, user, transport: null, startedAt });
      else lane.user = user;
    }
    for (const row of rows) {
      const lane = row.session === null ? undefined : this.#lanes.get(row.session);
      const transport = this.#transportOf(row);
      if (lane === undefined || transport === null || lane.transport === transport) continue;
      lane.transport = transport;
      changed = true;
    }
    return changed;
  }

  /** As the view `sessions` tells it: the last one used. */
  #transportOf({ kind, id, method, status, end, exchange, direction }: Row): string | null {
    if (kind === 'websocket') {
      if ((status ?? 101) !== 101) return null;
      // An answer is no use.
      if (end !== null) return this.#websockets.delete(id) ? null : 'websocket';
      this.#websockets.add(id);
      return 'websocket';
    }
    if (kind === 'bayeux') return method === 'GET' ? 'callback-polling' : 'long-polling';
    const isUsed = direction === 'to-server' && exchange !== null;
    return isUsed && this.#websockets.has(exchange) ? 'websocket' : null;
  }
}

/** As they were in the end. */
export function sessionHeads(sessions: readonly RecordedSession[]): readonly SessionHead[] {
  return sessions.slice(0, MOST_LANES).map((each) => ({ ...each, plays: null }));
}
