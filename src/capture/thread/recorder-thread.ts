import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../../errors.js';
import type { Gap } from '../../recording/exchange.js';
import type { GapNews } from '../../recording/gap-news.js';
import type { WriterSummary } from '../../recording/writer.js';
import type { Clock, Instant } from '../../time/clock.js';
import type { LatencyCounts } from '../../time/latency-histogram.js';
import { GapLedger } from '../gap-ledger.js';
import { type Keep, keepOf } from '../keep/keep.js';
import { leftOutExchange } from '../keep/left-out-exchange.js';
import type { RecorderCounts, RecorderReport } from '../recorder.js';
import type { RecorderLoad, RecorderQueue } from '../recorder-status.js';
import type { ExchangeObserver, Pushback, RequestHead, WireSink } from '../wire.js';
import { Backlog } from './backlog.js';
import type { FromRecorder, RecorderSettings, ToRecorder } from './messages.js';
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
}

/** What a recorder says when it is closed. */
export interface ThreadSummary extends WriterSummary {
  readonly report: RecorderReport;
}

const nothing: RecorderReport = {
  counts: {
    sessions: 0,
    exchanges: 0,
    calls: 0,
    notifications: 0,
    correlated: 0,
    copies: 0,
    framesNotKept: 0,
    refused: 0,
    bodiesOmitted: 0,
    originsNamed: 0,
    excluded: 0,
    notNamed: 0,
    answersNotNamed: 0,
  },
  operations: [],
  unsolicited: [],
  targetUnreachable: false,
};

/**
 * Logs that are under way at most: one that is being read, and the next. While the thread has enough to do
 * what passes is gathered here, so that the busier it is, the fewer messages and commits there are.
 */
const MOST_UNDER_WAY = 2;
/** Bytes of a log that is handed over all the same. */
const LARGE_LOG = 256 * 1024;

/** Milliseconds that a store which does not move any more is waited for at the end. */
const CLOSE_LIMIT = 5_000;

/**
 * A recorder in a thread of its own, as the relay sees it. Whatever inspecting, correlating and writing cost,
 * the relay goes on meanwhile: here what passes is only written down, once a turn of the event loop handed
 * over, and who waits for its commit is let go when the thread says so, or when `maxHold` is over.
 */
export class RecorderThread implements WireSink, Pushback, RecorderLoad {
  readonly pushback: Pushback = this;
  readonly #worker: Worker;
  readonly #options: RecorderThreadOptions;
  readonly #log = new WireLog();
  readonly #backlog: Backlog;
  #exchanges = 0;
  #scheduled = false;
  #underWay = 0;
  readonly #keep: Keep;
  readonly #gaps: GapLedger;
  #excluded = 0;
  #refused = 0;
  #report = nothing;
  /** Exchanges and messages that are missing in the stall that lasts. */
  #lost = 0;
  /** Stretches that the thread itself could not be told of. */
  #untold: Gap[] = [];
  #failedAt: Instant | null = null;
  #failure = '';
  #closed: ((summary: ThreadSummary) => void) | null = null;
  #closing: Promise<ThreadSummary> | null = null;
  #stopGivingUp = (): void => {};

  private constructor(worker: Worker, keep: Keep, options: RecorderThreadOptions) {
    this.#worker = worker;
    this.#keep = keep;
    this.#options = options;
    this.#gaps = new GapLedger(options.onGap);
    const { clock, maxHold, maxQueue } = options;
    this.#backlog = new Backlog({
      clock,
      maxHold,
      maxQueue,
      onLate: (from) => this.#isLate(from),
      onPunctual: (from) => this.#keepsUp(from),
    });
    worker.on('message', (message: FromRecorder) => this.#hear(message));
    worker.on('error', (error) => this.#fail(String(error)));
    worker.on('exit', () => this.#fail('its thread has ended'));
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
    const worker = new Worker(new URL('./recorder-worker.js', import.meta.url), {
      workerData: settings,
    });
    // Not `removeAllListeners`: it would take Node's own, and no message would ever come again.
    const [first] = (await once(worker, 'message')) as [FromRecorder];
    if (first.type === 'failed') throw new UsageError(first.message);
    return new RecorderThread(worker, keepOf(settings.keep), options);
  }

  get counts(): RecorderCounts {
    return this.report.counts;
  }

  /** As of the latest commit, but for what is counted on this side. */
  get report(): RecorderReport {
    const { counts } = this.#report;
    const exchanges = this.#exchanges - counts.notNamed;
    const own = { exchanges, excluded: this.#excluded, refused: this.#refused };
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
    if (this.#failedAt === null && !this.#backlog.overflowing) return true;
    this.#lost += 1;
    if (this.#failedAt === null) this.#backlog.lost();
    return false;
  }

  write(entry: (log: WireLog, at: Instant) => void): void {
    if (this.#failedAt !== null) return;
    const at = this.#options.clock.now();
    entry(this.#log, at);
    this.#backlog.added(at, this.#log.length);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#handOver();
    });
  }

  /** Calls back when all that was written is committed, or can't be waited for any longer. */
  hold(release: () => void): void {
    if (this.#failedAt === null && this.#options.holds) this.#backlog.hold(release);
    else release();
  }

  /** Closes the file; may be called twice. */
  close(at: Instant): Promise<ThreadSummary> {
    this.#closing ??= new Promise((resolve) => {
      this.#closed = resolve;
      if (this.#failedAt !== null) {
        this.#end(null);
        return;
      }
      // Nothing is held any more, and the gap that may last is written down before the end.
      this.#backlog.end();
      this.#underWay = 0;
      this.#handOver();
      this.#say({ type: 'close', at });
      this.#giveUpLater();
    });
    return this.#closing;
  }

  /** Removes the file: the start that it was made for failed. */
  async discard(): Promise<void> {
    this.#failedAt = this.#options.clock.now();
    this.#backlog.end();
    const gone = once(this.#worker, 'exit');
    this.#say({ type: 'discard' });
    await gone;
  }

  #handOver(): void {
    if (this.#log.length === 0 || this.#failedAt !== null) return;
    if (this.#underWay >= MOST_UNDER_WAY && this.#log.length < LARGE_LOG) return;
    this.#underWay += 1;
    const log = this.#log.take();
    this.#backlog.handedOver(log.length);
    this.#worker.postMessage({ type: 'log', log } satisfies ToRecorder, [log.buffer]);
  }

  #say(message: ToRecorder): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromRecorder): void {
    switch (message.type) {
      case 'committed':
        this.#report = { ...this.#report, ...message.report };
        this.#underWay -= message.logs;
        this.#backlog.committed(message.logs);
        this.#handOver();
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
      case 'closed':
        this.#report = message.report;
        this.#end(message.summary);
        break;
    }
  }

  #isLate(from: Instant): void {
    const { maxHold, maxQueue, onTrouble } = this.#options;
    const limit = this.#lost > 0 ? `--max-queue ${maxQueue} bytes` : `--max-hold ${maxHold} ms`;
    const reason = `the store does not keep up (${limit})`;
    this.#gaps.tell({ from, to: null, reason });
    onTrouble(reason);
  }

  #keepsUp(from: Instant): void {
    const missing =
      this.#lost === 0
        ? 'nothing is missing'
        : `${this.#lost} ${this.#lost === 1 ? 'exchange or message is' : 'exchanges or messages are'} missing`;
    this.#lost = 0;
    this.write((log, at) => {
      log.gap(at, from, `the store did not keep up, desktops were not held; ${missing}`);
    });
  }

  /** The thread is gone before its time: desktops go on, and nothing more is recorded. */
  #fail(reason: string): void {
    if (this.#failedAt !== null || (this.#closing !== null && this.#closed === null)) return;
    this.#failedAt = this.#backlog.lateSince ?? this.#options.clock.now();
    this.#failure = `the recorder failed: ${reason}`;
    this.#backlog.end();
    this.#gaps.tell({ from: this.#failedAt, to: null, reason: this.#failure });
    this.#options.onTrouble(this.#failure);
    this.#end(null);
  }

  #giveUpLater(): void {
    const before = this.#backlog.bytes;
    this.#stopGivingUp = this.#options.clock.after(CLOSE_LIMIT, () => {
      if (this.#backlog.bytes < before) this.#giveUpLater();
      else this.#fail(`the store has not moved for ${CLOSE_LIMIT / 1_000} s`);
    });
  }

  #end(summary: WriterSummary | null): void {
    if (this.#closed === null) return;
    const { clock } = this.#options;
    this.#stopGivingUp();
    this.#backlog.end();
    if (summary === null) {
      const from = this.#failedAt ?? clock.now();
      this.#untold.push({ from, to: clock.now(), reason: this.#failure });
      this.#worker.unref();
      void this.#worker.terminate();
    }
    this.#closed({
      gaps: [...(summary?.gaps ?? []), ...this.#untold],
      clean: summary?.clean ?? false,
      report: this.report,
    });
    this.#closed = null;
  }
}
