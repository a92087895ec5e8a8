import type { Gap } from '../../recording/exchange.js';
import type { GapNews } from '../../recording/gap-news.js';
import type { WriterSummary } from '../../recording/writer.js';
import type { Clock, Instant } from '../../time/clock.js';
import type { LatencyCounts } from '../../time/latency-histogram.js';
import { GapLedger } from '../gap-ledger.js';
import { type Keep, keepOf } from '../keep/keep.js';
import { leftOutExchange } from '../keep/left-out-exchange.js';
import { NO_COUNTS, type RecorderCounts, type RecorderReport } from '../recorder-report.js';
import type { RecorderLoad, RecorderQueue } from '../recorder-status.js';
import type { ExchangeObserver, Pushback, RequestHead, WireSink } from '../wire.js';
import { Backlog } from './backlog.js';
import { Lateness } from './lateness.js';
import type { FromRecorder, RecorderSettings } from './messages.js';
import { RecorderLink } from './recorder-link.js';
import { RemoteExchange } from './remote-exchange.js';
import { WireLog } from './wire-log.js';

export interface RecorderThreadOptions {
  readonly clock: Clock;
  /** Milliseconds that a desktop waits for a commit at most. */
  readonly maxHold: number;
  /** Bytes that may wait for the store; what comes then is lost. */
  readonly maxQueue: number;
  /** Whether anybody waits for commits at all. */
  readonly holds: boolean;
  /** Told at once when something can't be recorded. */
  readonly onTrouble: (message: string) => void;
  /** Told of each gap twice: when it begins, and when it is over. */
  readonly onGap: (gap: GapNews) => void;
  /** Told of what the operator should know, though nothing is missing. */
  readonly onNotice: (message: string) => void;
  /** Told how large the file is by now, once it is folded, in bytes. */
  readonly onBytes?: (bytes: number) => void;
}

/** What a recorder says when it is closed. */
export interface ThreadSummary extends WriterSummary {
  readonly report: RecorderReport;
}

/**
 * Logs that are under way at most: one that is being read, and the next. While the thread has enough to do
 * what passes is gathered here, so that the busier it is, the fewer messages and commits there are.
 */
const MOST_UNDER_WAY = 2;
/** Milliseconds that a log stays here while nobody waits for what is in it: most requests go with their answers. */
const LINGER = 10;
/** Bytes of a log that is handed over all the same. */
const LARGE_LOG = 256 * 1024;

/**
 * A recorder in a thread of its own, as the relay sees it. Whatever inspecting, correlating and writing cost,
 * the relay goes on meanwhile: here what passes is only written down, handed over at the end of a turn of the
 * event loop in which somebody begins to wait, and who waits for its commit is let go when the thread says so, or when `maxHold` is over.
 */
export class RecorderThread implements WireSink, Pushback, RecorderLoad {
  readonly pushback: Pushback = this;
  readonly #link: RecorderLink;
  readonly #options: RecorderThreadOptions;
  readonly #log = new WireLog();
  readonly #backlog: Backlog;
  readonly #keep: Keep;
  readonly #gaps: GapLedger;
  readonly #lateness: Lateness;
  #exchanges = 0;
  #excluded = 0;
  #refused = 0;
  #report: RecorderReport = {
    counts: NO_COUNTS,
    operations: [],
    unsolicited: [],
    targetUnreachable: false,
  };
  #scheduled = false;
  #lingers = false;
  #underWay = 0;
  /** The stretch of which the thread itself can't be told, for it is gone. */
  #failure: Omit<Gap, 'to'> | null = null;
  #closing: Promise<ThreadSummary> | null = null;

  private constructor(link: RecorderLink, keep: Keep, options: RecorderThreadOptions) {
    this.#link = link;
    this.#keep = keep;
    this.#options = options;
    this.#gaps = new GapLedger(options.onGap);
    const { clock, maxHold, maxQueue, onTrouble, onNotice } = options;
    const onGap = (gap: GapNews): void => this.#gaps.tell(gap);
    this.#lateness = new Lateness({ maxHold, maxQueue, onTrouble, onNotice, onGap });
    this.#backlog = new Backlog({
      clock,
      maxHold,
      maxQueue,
      committingFor: () => link.commits.lasts(clock.now()),
      onLate: (from) => this.#lateness.begins(from),
      onPunctual: (from) => this.write((log, at) => log.gap(at, from, this.#lateness.ends())),
      onEarly: (count) => {
        const { lateSince, age } = this.#backlog;
        this.#lateness.wentEarly(count, lateSince === null ? age : null);
      },
    });
    link.listen({
      onMessage: (message) => this.#hear(message),
      onFailure: (reason) => this.#fail(reason),
    });
  }

  /**
   * Starts the thread, which makes the recording's file.
   *
   * @throws UsageError if the file can't be made
   */
  static async start(
    settings: RecorderSettings,
    options: RecorderThreadOptions,
  ): Promise<RecorderThread> {
    const link = await RecorderLink.start(settings, options.clock);
    return new RecorderThread(link, keepOf(settings.keep), options);
  }

  get counts(): RecorderCounts {
    return this.report.counts;
  }

  /** As of the latest commit, but for what is counted on this side. */
  get report(): RecorderReport {
    const { counts } = this.#report;
    const own = {
      exchanges: this.#exchanges - counts.notNamed,
      excluded: this.#excluded,
      refused: this.#refused,
      wentEarly: this.#lateness.early,
    };
    return { ...this.#report, counts: { ...counts, ...own } };
  }

  /** How many gaps there are so far, one that lasts included; and why it lasts, or null. */
  get gapState(): GapLedger['state'] {
    return this.#gaps.state;
  }

  queue(): RecorderQueue {
    return this.#backlog.queue;
  }

  addedLatency(): LatencyCounts {
    return this.#backlog.holds.counts;
  }

  get full(): boolean {
    return this.#backlog.full;
  }

  whenDrained(callback: () => void): void {
    this.#backlog.whenDrained(callback);
  }

  exchange(connection: number, head: RequestHead): ExchangeObserver {
    if (!this.#keep.target(head.target)) {
      this.#excluded += 1;
      return leftOutExchange;
    }
    if (!this.takes()) return leftOutExchange;
    this.#exchanges += 1;
    const id = this.#exchanges;
    this.write((log, at) => log.exchange(id, at, connection, head));
    return new RemoteExchange(this, id);
  }

  refused(): void {
    this.#refused += 1;
  }

  fact(name: string, value: string): void {
    this.write((log, at) => log.fact(at, name, value));
  }

  /** Whether there is room for more; if not, it is counted as lost. */
  takes(): boolean {
    if (this.#failure === null && !this.#backlog.overflowing) return true;
    this.#lateness.lost();
    if (this.#failure === null) this.#backlog.lost();
    return false;
  }

  write(entry: (log: WireLog, at: Instant) => void): void {
    if (this.#failure !== null) return;
    const at = this.#options.clock.now();
    entry(this.#log, at);
    this.#backlog.added(at, this.#log.length);
    if (this.#lingers || this.#scheduled) return;
    this.#lingers = true;
    this.#options.clock.after(LINGER, () => {
      this.#lingers = false;
      this.#handOver();
    });
  }

  /** Calls back when all that was written is committed, or can't be waited for any longer. */
  hold(release: () => void): void {
    if (this.#failure === null && this.#options.holds) this.#backlog.hold(release);
    else release();
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#handOver();
    });
  }

  /**
   * Goes on in a new file; what has passed so far is in the one before.
   *
   * @returns the new file
   * @throws UsageError if it can't be made: it goes on in the one that it has
   */
  rotate(at: Instant): Promise<string> {
    this.#handOver(true);
    return this.#link.rotate(at);
  }

  /** Closes the file; may be called twice. */
  close(at: Instant): Promise<ThreadSummary> {
    this.#closing ??= this.#close(at);
    return this.#closing;
  }

  /** Removes the file: the start that it was made for failed. */
  async discard(): Promise<void> {
    this.#backlog.end();
    await this.#link.discard();
  }

  #handOver(inAnyCase = false): void {
    if (this.#log.length === 0 || this.#failure !== null) return;
    if (!inAnyCase && this.#underWay >= MOST_UNDER_WAY && this.#log.length < LARGE_LOG) return;
    this.#underWay += 1;
    const log = this.#log.take();
    this.#backlog.handedOver(log.length);
    this.#link.send(log);
  }

  #hear(message: FromRecorder): void {
    switch (message.type) {
      case 'committed':
        this.#report = { ...this.#report, ...message.report };
        this.#underWay -= message.logs;
        this.#backlog.committed(message.logs);
        this.#handOver();
        this.#options.onBytes?.(message.bytes);
        break;
      case 'trouble':
        this.#options.onTrouble(message.message);
        break;
      case 'notice':
        this.#options.onNotice(message.message);
        break;
      case 'gap':
        this.#gaps.tell(message.gap);
        break;
    }
  }

  /** Desktops go on, and nothing more is recorded. */
  #fail(why: string): void {
    const from = this.#backlog.lateSince ?? this.#options.clock.now();
    const reason = `the recorder failed: ${why}`;
    this.#failure = { from, reason };
    this.#backlog.end();
    this.#gaps.tell({ from, to: null, reason });
    this.#options.onTrouble(reason);
  }

  async #close(at: Instant): Promise<ThreadSummary> {
    // Nothing is held any more, and the gap that may last is written down before the end.
    this.#backlog.end();
    this.#underWay = 0;
    this.#handOver();
    const closed =
      this.#failure === null ? await this.#link.close(at, () => this.#backlog.bytes) : null;
    if (closed !== null) this.#report = closed.report;
    const { gaps, clean } = closed?.summary ?? { gaps: [], clean: false };
    const untold =
      this.#failure === null ? [] : [{ ...this.#failure, to: this.#options.clock.now() }];
    return { gaps: [...gaps, ...untold], clean, report: this.report };
  }
}
