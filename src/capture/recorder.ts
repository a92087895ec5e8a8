import { AckTracker } from '../bayeux/ack.js';
import type { BayeuxMessage } from '../bayeux/message.js';
import type { TextLimits } from '../bayeux/text-limits.js';
import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { Correlator } from '../correlate/correlator.js';
import type { CorrelationEvent } from '../correlate/events.js';
import { answerMembers } from '../correlate/facts.js';
import { type SessionDecision, SessionTracker } from '../correlate/sessions/session-tracker.js';
import type { Body, RequestRow, ResponseRow } from '../recording/exchange.js';
import type { RecordingWriter } from '../recording/writer.js';
import type { Redactor } from '../redact/redactor.js';
import type { Clock } from '../time/clock.js';
import { BodyBudget } from './body-budget.js';
import { ExchangeRecorder } from './exchange-recorder.js';
import { type Keep, type KeepOptions, keepOf } from './keep/keep.js';
import { leftOutExchange } from './keep/left-out-exchange.js';
import { NO_COUNTS, type RecorderCounts, type RecorderReport } from './recorder-report.js';
import { OriginWatch } from './rewrite/origin-watch.js';
import { VersionWatch } from './server-version.js';
import { SessionRows } from './session-rows.js';
import type { ExchangeObserver, RequestHead, WireSink } from './wire.js';

export interface RecorderOptions {
  readonly writer: RecordingWriter;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Bytes of a body, as it came and decoded, that are kept and inspected at most. */
  readonly maxBody: number;
  /** Bytes that all bodies in flight may hold together; by default 16 times `maxBody`. */
  readonly maxBodies?: number;
  /** Bayeux messages in one batch; a larger one is not taken apart. */
  readonly maxBatch?: number;
  readonly textLimits?: TextLimits;
  /** Told at once when something can't be recorded. */
  readonly onTrouble?: (message: string) => void;
  /** The server's origin; a desktop to which it is named goes round the recorder. Not looked for by default. */
  readonly watchedOrigin?: string;
  /** What the API looks like; by default Genesys Web Services. */
  readonly rules?: CorrelationRules;
  /** What is recorded; by default everything. */
  readonly keep?: KeepOptions;
  /** Name the recording by the server's version, once a desktop has asked for it. */
  readonly labelByVersion?: boolean;
  /** Told of what the operator should know, though nothing is missing. */
  readonly onNotice?: (message: string) => void;
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
  readonly #watch: OriginWatch | null;
  readonly #counts: { -readonly [Name in keyof RecorderCounts]: number } = { ...NO_COUNTS };
  readonly keep: Keep;
  readonly versions: VersionWatch;
  readonly #sessionRows: SessionRows;
  #targetUnreachable = false;
  #seq = 0;
  #messages = 0;

  constructor(options: RecorderOptions) {
    this.options = options;
    this.bodies = new BodyBudget(options.maxBodies ?? 16 * options.maxBody);
    this.answerMembers = answerMembers(options.rules);
    this.#correlator = new Correlator(options.rules);
    this.keep = keepOf(options.keep ?? {});
    this.#sessionRows = new SessionRows(options.writer, () => {
      this.#counts.sessions += 1;
    });
    this.versions = new VersionWatch(
      (version) => {
        if (options.labelByVersion === true) options.writer.fact('label', version);
      },
      (message) => options.onNotice?.(message),
    );
    const { watchedOrigin } = options;
    this.#watch = watchedOrigin === undefined ? null : new OriginWatch(watchedOrigin);
  }

  get counts(): RecorderCounts {
    const { exchanges, notNamed } = this.#counts;
    return { ...this.#counts, exchanges: exchanges - notNamed };
  }

  get report(): RecorderReport {
    const { tally } = this.#correlator;
    return {
      counts: this.counts,
      operations: tally.operations(),
      unsolicited: tally.unsolicitedTypes(),
      targetUnreachable: this.#targetUnreachable,
    };
  }

  exchange(connection: number, head: RequestHead): ExchangeObserver {
    // Those that are excluded by their path do not come so far where the recorder has a thread of its own.
    if (!this.keep.target(head.target)) {
      this.#counts.excluded += 1;
      return leftOutExchange;
    }
    this.#counts.exchanges += 1;
    return new ExchangeRecorder(this, this.#counts.exchanges, connection, head);
  }

  /** Writes a request, unless it is left out. */
  request(row: RequestRow): void {
    if (row.id < 0) return;
    this.#countOmitted(row.body);
    this.options.writer.request(row);
  }

  /** Writes a response, unless its request was left out. */
  response(row: ResponseRow): void {
    if (row.exchange < 0) return;
    this.#countOmitted(row.body);
    this.options.writer.response(row);
  }

  /** The target answered, or no connection to it could be made. */
  reached(reached: boolean): void {
    this.#targetUnreachable = !reached;
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

  count(what: 'calls' | 'notNamed' | 'notifications' | 'framesNotKept'): void {
    this.#counts[what] += 1;
  }

  #countOmitted(body: Body | null): void {
    if (body !== null && body.omitted !== null) this.#counts.bodiesOmitted += 1;
  }

  /** The messages of a batch, unless they are too many: then the recording has a gap. */
  bounded<Messages extends readonly BayeuxMessage[] | null>(
    exchange: number,
    messages: Messages,
  ): Messages | null {
    const { maxBatch, clock, writer, onTrouble } = this.options;
    if (messages === null || maxBatch === undefined || messages.length <= maxBatch) return messages;
    const at = clock.now();
    const reason = `a batch of exchange ${exchange} has more than ${maxBatch} Bayeux messages and was not taken apart`;
    writer.gap({ from: at, to: at, reason });
    onTrouble?.(reason);
    return null;
  }

  /**
   * Text goes to a desktop. If it names the server, the operator learns how to keep desktops from going round the recorder.
   *
   * @param host by which the desktop knows the recorder
   */
  toldDesktop(text: string, host: string | null): void {
    const watch = this.#watch;
    if (watch === null || host === watch.host || !watch.names(text)) return;
    this.#counts.originsNamed += 1;
    if (this.#counts.originsNamed > 1) return;
    this.options.onNotice?.(
      `the server names itself (${watch.origin}) to desktops; one that follows it goes round the recorder: record with --rewrite-origin`,
    );
  }

  /**
   * Writes down what has become known of sessions.
   *
   * @param unwritten an exchange whose row is still to come, and will say its session itself
   */
  decided(decisions: readonly SessionDecision[], unwritten?: number): void {
    this.#sessionRows.decided(decisions, unwritten);
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
      if (link.call < 0) {
        this.#counts.answersNotNamed += 1;
        continue;
      }
      this.#counts.correlated += 1;
      if (link.copy) this.#counts.copies += 1;
      this.options.writer.link(link);
    }
  }
}
