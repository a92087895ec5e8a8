import type { Database } from 'better-sqlite3';
import { UsageError } from '../errors.js';
import { integer, type Row } from '../recording/columns.js';
import type { Pause } from '../recording/pauses.js';
import type { TableRows } from '../recording/table-rows.js';
import { type WireStep, wireSteps } from '../recording/wire-steps.js';
import type { TimeWindow } from './extract-options.js';
import type { ExchangeTraits, Traits } from './extract-rows.js';

/** Which sessions something is extracted of, and when each was ready to work. */
export interface Cast {
  /** Whether something of the session is extracted. */
  has(session: number): boolean;
  /**
   * Place in wire order of the answer to the session's first subscription, else to its first handshake; up to there it
   * signs on. Before all places if there is neither.
   */
  signedOn(session: number): number;
}

export interface CastOptions {
  readonly file: string;
  readonly rows: TableRows;
  readonly database: Database;
  readonly traits: Traits;
  /** Ids of sessions, or names of users; empty for all. */
  readonly wanted: readonly string[];
  readonly window: TimeWindow;
  /** Whether a call is wanted; null if everything is. */
  readonly fits: ((operation: string | null) => boolean) | null;
}

/** Whether something of an exchange happened in the window. */
export function isWithin(
  { startedAt, endedAt }: ExchangeTraits,
  { from, to }: TimeWindow,
): boolean {
  return startedAt <= to && (endedAt ?? Number.POSITIVE_INFINITY) >= from;
}

/** @throws UsageError if a session or user is not there */
export async function castOf(options: CastOptions, pause: Pause): Promise<Cast> {
  const { rows, database, traits, window, fits } = options;
  const chosen = chosenSessions(options);
  const isChosen = (session: number | null): session is number =>
    session !== null && (chosen === null || chosen.has(session));
  const sessions = new Set<number>();
  const subscribed = new Map<number, number>();
  const shaken = new Map<number, number>();

  const isWanted = (exchange: ExchangeTraits): boolean =>
    isWithin(exchange, window) &&
    (fits === null || (exchange.kind === 'call' && fits(exchange.operation)));

  function exchangeSeen({ id }: WireStep): void {
    const exchange = traits.exchange(id);
    if (exchange === null || !isChosen(exchange.session)) return;
    if (isWanted(exchange)) sessions.add(exchange.session);
  }

  function messageSeen({ id }: WireStep): void {
    const message = traits.message(id);
    if (message === null || message.isToServer || !isChosen(message.session)) return;
    const { session, seq, channel } = message;
    if (channel === '/meta/subscribe' && !subscribed.has(session)) subscribed.set(session, seq);
    if (channel === '/meta/handshake' && !shaken.has(session)) shaken.set(session, seq);
    // Whoever is told of a call that is wanted belongs to the story.
    const call = message.call === null ? null : traits.exchange(message.call);
    if (call !== null && isWanted(call) && (chosen === null || isChosen(call.session))) {
      sessions.add(session);
    }
  }

  for (const step of wireSteps(database)) {
    if (step.of === 'request') exchangeSeen(step);
    else if (step.of === 'message') messageSeen(step);
    await pause();
  }
  // One of which nothing but its beginning is known.
  if (fits === null) {
    for (const { id, startedAt } of rows.sessions()) {
      if (isChosen(id) && startedAt >= window.from && startedAt <= window.to) sessions.add(id);
    }
  }
  return {
    has: (session) => sessions.has(session),
    signedOn: (session) =>
      subscribed.get(session) ?? shaken.get(session) ?? Number.NEGATIVE_INFINITY,
  };
}

/** Null if all are. */
function chosenSessions({ file, database, wanted }: CastOptions): ReadonlySet<number> | null {
  if (wanted.length === 0) return null;
  const named = database.prepare('SELECT session FROM session_user WHERE user = ?');
  const known = database.prepare('SELECT id FROM session WHERE id = ?');
  const chosen = new Set<number>();
  for (const one of wanted) {
    // As `replay --session` reads it: an id first.
    const id = /^\d{1,15}$/u.test(one) ? (known.get(Number(one)) as Row | undefined) : undefined;
    const rows = id === undefined ? (named.all(one) as Row[]) : [id];
    if (rows.length === 0) {
      throw new UsageError(
        `'${one}' is no session and no user of ${file}; see 'understudy show' for both`,
      );
    }
    for (const row of rows) chosen.add(integer(row, 'id' in row ? 'id' : 'session'));
  }
  return chosen;
}
