import { AckTracker } from '../bayeux/ack.js';
import { parseBatch } from '../bayeux/batch.js';
import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { Correlator } from '../correlate/correlator.js';
import type { CorrelationEvent } from '../correlate/events.js';
import {
  answerEvent,
  notificationEvent,
  requestEvent,
} from '../correlate/recorded/correlation-events.js';
import type { MessageRow } from '../recording/exchange.js';
import type { Pause } from '../recording/pauses.js';
import type { RecordingCopy } from '../recording/recording-copy.js';
import { joinSessions } from './join-sessions.js';
import { type MergedStep, mergedSteps } from './merged-steps.js';
import { type Numbering, numbering } from './numbering.js';
import { type Part, readingPart } from './part.js';
import { recordedSessions } from './recorded-sessions.js';
import { type JoinedSession, SessionJoiner } from './session-joiner.js';
import { TwiceWatch } from './twice-watch.js';

/** What was found out while recordings were joined. */
export interface JoinedRecordings {
  /** How many sessions of one recording were found to be one of another. */
  readonly joinedSessions: number;
}

/**
 * Joins what different recorders wrote: one order by time, new numbers, and links made anew by these rules. Nothing
 * but numbers and places is changed of a row.
 *
 * @throws UsageError if an exchange stands in two of them
 */
export async function joinRecordings(
  parts: readonly Part[],
  copy: RecordingCopy,
  rules: CorrelationRules,
  pause: Pause,
): Promise<JoinedRecordings> {
  const joiner = new SessionJoiner();
  const clients: string[] = [];
  const numberOfClient = new Map<string, number>();
  const adopted = numbering(copy.database, 'adopted');
  const adopt = (source: number, exchange: number, clientId: string): void => {
    if (joiner.sessionOfClient(clientId) === null) return;
    const number = numberOfClient.get(clientId) ?? clients.push(clientId) - 1;
    numberOfClient.set(clientId, number);
    adopted.set(source, exchange, number);
  };
  await joinSessions(parts, joiner, adopt, pause);
  const writer = new JoinedWriter(parts, copy, joiner, rules, (source, exchange) => {
    const client = adopted.known(source, exchange);
    return client === null ? null : joiner.sessionOfClient(clients[client] ?? '');
  });
  for (const step of mergedSteps(parts)) {
    writer.add(step);
    await pause();
  }
  writer.end();
  return { joinedSessions: joiner.joined };
}

/** Writes step after step under its new numbers. */
class JoinedWriter {
  readonly #parts: readonly Part[];
  readonly #copy: RecordingCopy;
  readonly #joiner: SessionJoiner;
  readonly #rules: CorrelationRules;
  readonly #correlator: Correlator;
  readonly #acks = new AckTracker();
  readonly #exchanges: Numbering;
  readonly #connections: Numbering;
  readonly #sessions = new Map<JoinedSession, number>();
  readonly #sessionIn: readonly ((exchange: number) => number | null)[];
  readonly #adopted: (source: number, exchange: number) => JoinedSession | null;
  readonly #isCall: readonly ((exchange: number) => boolean)[];
  readonly #twice: TwiceWatch;
  #seq = 0;
  #messages = 0;

  constructor(
    parts: readonly Part[],
    copy: RecordingCopy,
    joiner: SessionJoiner,
    rules: CorrelationRules,
    adopted: (source: number, exchange: number) => JoinedSession | null,
  ) {
    this.#parts = parts;
    this.#copy = copy;
    this.#joiner = joiner;
    this.#rules = rules;
    this.#adopted = adopted;
    this.#correlator = new Correlator(rules);
    this.#exchanges = numbering(copy.database, 'exchange');
    this.#connections = numbering(copy.database, 'connection');
    this.#sessionIn = parts.map(({ database }) => recordedSessions(database));
    this.#isCall = parts.map(callsOf);
    this.#twice = new TwiceWatch(parts);
  }

  add(step: MergedStep): void {
    const part = this.#parts[step.source] as Part;
    this.#seq += 1;
    if (step.of === 'request') this.#request(part, step);
    else if (step.of === 'response') this.#response(part, step);
    else this.#message(part, step);
  }

  end(): void {
    this.#link(this.#correlator.end());
    // Of some nothing but their beginning is there.
    for (const session of this.#joiner.all()) this.#numberOf(session);
    for (const [{ startedAt, user }, number] of this.#sessions) {
      this.#copy.insert.session(number, startedAt);
      if (user !== null) this.#copy.insert.user(number, user);
    }
  }

  #request(part: Part, { source, id }: MergedStep): void {
    const row = readingPart(part, () => part.rows.request(id));
    if (row === null) return;
    this.#twice.check(source, row);
    const joined = {
      ...row,
      id: this.#exchanges.of(source, id),
      session: this.#sessionOf(source, id),
      connection: this.#connections.of(source, row.connection),
      seq: this.#seq,
    };
    this.#copy.insert.request(joined);
    if (row.kind === 'call') this.#correlate(requestEvent(joined, this.#rules));
  }

  #response(part: Part, { source, id }: MergedStep): void {
    const row = readingPart(part, () => part.rows.response(id));
    if (row === null) return;
    const joined = { ...row, exchange: this.#exchanges.of(source, id), seq: this.#seq };
    this.#copy.insert.response(joined);
    if (this.#isCall[source]?.(id) !== true) return;
    this.#correlate(answerEvent(joined, this.#sessionOf(source, id), this.#rules));
  }

  #message(part: Part, { source, id }: MergedStep): void {
    const row = readingPart(part, () => part.rows.message(id));
    if (row === null) return;
    this.#messages += 1;
    const session = this.#sessionOf(source, row.exchange);
    const joined = {
      ...row,
      id: this.#messages,
      exchange: this.#exchanges.of(source, row.exchange),
      seq: this.#seq,
      // What one recorder saw first another may have seen come again.
      notification: this.#cameBefore(row) ? null : row.notification,
    };
    this.#copy.insert.message(joined);
    const event = notificationEvent({ ...joined, session }, this.#rules);
    if (event !== null) this.#correlate(event);
  }

  #cameBefore({ direction, clientId, text }: MessageRow): boolean {
    const [message] = parseBatch(text) ?? [];
    if (message === undefined) return false;
    if (direction === 'to-desktop') return this.#acks.delivered(clientId, message);
    this.#acks.requested(message);
    return false;
  }

  #sessionOf(source: number, exchange: number): number | null {
    const part = this.#parts[source] as Part;
    const recorded = readingPart(part, () => this.#sessionIn[source]?.(exchange) ?? null);
    const session =
      recorded === null
        ? this.#adopted(source, exchange)
        : this.#joiner.joinedSession(source, recorded);
    return session === null ? null : this.#numberOf(session);
  }

  #numberOf(session: JoinedSession): number {
    const number = this.#sessions.get(session) ?? this.#sessions.size + 1;
    this.#sessions.set(session, number);
    return number;
  }

  #correlate(event: CorrelationEvent): void {
    this.#link(this.#correlator.push(event));
  }

  #link(links: ReturnType<Correlator['push']>): void {
    for (const link of links) this.#copy.insert.link(link);
  }
}

function callsOf(part: Part): (exchange: number) => boolean {
  const byId = part.database.prepare('SELECT kind FROM request WHERE id = ?').pluck();
  return (exchange) => readingPart(part, () => byId.get(exchange) === 'call');
}
