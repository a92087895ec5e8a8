import { AckTracker } from '../bayeux/ack.js';
import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { Correlator } from '../correlate/correlator.js';
import type { CorrelationEvent } from '../correlate/events.js';
import { answerMembers } from '../correlate/facts.js';
import { type SessionDecision, SessionTracker } from '../correlate/sessions/session-tracker.js';
import type { RecordingWriter } from '../recording/writer.js';
import type { Redactor } from '../redact/redactor.js';
import type { Clock } from '../time/clock.js';
import { BodyBudget } from './body-budget.js';
import { ExchangeRecorder } from './exchange-recorder.js';
import type { ExchangeObserver, RequestHead, WireSink } from './wire.js';

/** What a recorder has seen so far. */
export interface RecorderCounts {
  readonly sessions: number;
  readonly exchanges: number;
  readonly calls: number;
  readonly notifications: number;
  /** Notifications linked to a call, copies included. */
  readonly correlated: number;
  readonly copies: number;
  /** Messages of websockets that were relayed, but not kept: they are no Bayeux. */
  readonly framesNotKept: number;
  /** Requests that the relay refused. */
  readonly refused: number;
  /** Bodies that were not stored, because they could not be inspected. */
  readonly bodiesOmitted: number;
}

export interface RecorderOptions {
  readonly writer: RecordingWriter;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Bytes of a body, as it came and decoded, that are kept and inspected at most. */
  readonly maxBody: number;
  /** Bytes that all bodies in flight may hold together; by default 16 times `maxBody`. */
  readonly maxBodies?: number;
  /** Told at once when something can't be recorded. */
  readonly onTrouble?: (message: string) => void;
  /** What the API looks like; by default Genesys Web Services. */
  readonly rules?: CorrelationRules;
}

/**
 * Turns what passes on the wire into rows of a recording: wire → redaction → rows → sessions → links.
 * It hears events in wire order and is the only one that counts them.
 */
export class Recorder implements WireSink {
  readonly options: RecorderOptions;
  readonly sessions = new SessionTracker();
  /** Tells re-sends of the ack extension from new deliveries. */
  readonly acks = new AckTracker();
  /** For the bodies of all exchanges in flight. */
  readonly bodies: BodyBudget;
  /** The members of an answer to a call that tell something. */
  readonly answerMembers: ReadonlySet<string>;
  readonly #correlator: Correlator;
  readonly #counts = {
    sessions: 0,
    exchanges: 0,
    calls: 0,
    notifications: 0,
    correlated: 0,
    copies: 0,
    framesNotKept: 0,
    refused: 0,
    bodiesOmitted: 0,
  };
  #seq = 0;
  #messages = 0;

  constructor(options: RecorderOptions) {
    this.options = options;
    this.bodies = new BodyBudget(options.maxBodies ?? 16 * options.maxBody);
    this.answerMembers = answerMembers(options.rules);
    this.#correlator = new Correlator(options.rules);
  }

  get counts(): RecorderCounts {
    return { ...this.#counts };
  }

  exchange(connection: number, head: RequestHead): ExchangeObserver {
    this.#counts.exchanges += 1;
    return new ExchangeRecorder(this, this.#counts.exchanges, connection, head);
  }

  refused(): void {
    this.#counts.refused += 1;
  }

  /** The next place in wire order. */
  nextSeq(): number {
    this.#seq += 1;
    return this.#seq;
  }

  nextMessageId(): number {
    this.#messages += 1;
    return this.#messages;
  }

  count(what: 'calls' | 'notifications' | 'bodiesOmitted' | 'framesNotKept'): void {
    this.#counts[what] += 1;
  }

  /**
   * Writes down what has become known of sessions.
   *
   * @param unwritten an exchange whose row is still to come, and will say its session itself
   */
  decided(decisions: readonly SessionDecision[], unwritten?: number): void {
    const { writer } = this.options;
    for (const decision of decisions) {
      if (decision.type === 'session') {
        this.#counts.sessions += 1;
        writer.session(decision.session, decision.startedAt);
      } else if (decision.type === 'assign') {
        if (decision.exchange === unwritten) continue;
        writer.assign(decision.exchange, decision.session);
      } else {
        writer.user(decision.session, decision.user);
      }
    }
  }

  correlate(event: CorrelationEvent): void {
    this.#link(this.#correlator.push(event));
  }

  /** Nothing more will come: links that waited are made. */
  end(): void {
    this.#link(this.#correlator.end());
  }

  #link(links: ReturnType<Correlator['push']>): void {
    for (const link of links) {
      this.#counts.correlated += 1;
      if (link.copy) this.#counts.copies += 1;
      this.options.writer.link(link);
    }
  }
}
