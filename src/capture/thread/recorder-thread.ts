import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../../errors.js';
import type { Gap } from '../../recording/exchange.js';
import type { WriterSummary } from '../../recording/writer.js';
import type { Clock, Instant } from '../../time/clock.js';
import type { RecorderCounts } from '../recorder.js';
import type { ExchangeObserver, Pushback, RequestHead, WireSink } from '../wire.js';
import { Backlog } from './backlog.js';
import type { FromRecorder, RecorderSettings, ToRecorder } from './messages.js';
import { lostExchange, RemoteExchange } from './remote-exchange.js';
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
}

/** What a recorder says when it is closed. */
export interface ThreadSummary extends WriterSummary {
  readonly counts: RecorderCounts;
}

const nothing: RecorderCounts = {
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
export class RecorderThread implements WireSink, Pushback {
  readonly pushback: Pushback = this;
  readonly #worker: Worker;
  readonly #options: RecorderThreadOptions;
  readonly #log = new WireLog();
  readonly #backlog: Backlog;
  #exchanges = 0;
  #scheduled = false;
  #underWay = 0;
  #counts = nothing;
  /** Exchanges and messages that are missing in the stall that lasts. */
  #lost = 0;
  /** Stretches that the thread itself could not be told of. */
  #untold: Gap[] = [];
  #failedAt: Instant | null = null;
  #failure = '';
  #closed: ((summary: ThreadSummary) => void) | null = null;
  #closing: Promise<ThreadSummary> | null = null;
  #stopGivingUp = (): void => {};

  private constructor(worker: Worker, options: RecorderThreadOptions) {
    this.#worker = worker;
    this.#options = options;
    const { clock, maxHold, maxQueue, onTrouble } = options;
    this.#backlog = new Backlog({
      clock,
      maxHold,
      maxQueue,
      onLate: () => onTrouble(`the store does not keep up (--max-hold ${maxHold} ms)`),
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
    return new RecorderThread(worker, options);
  }

  get counts(): RecorderCounts {
    return this.#counts;
  }

  /** Bytes that wait to be committed. */
  get queued(): number {
    return this.#backlog.bytes;
  }

  get full(): boolean {
    return this.#backlog.full;
  }

  whenDrained(callback: () => void): void {
    this.#backlog.whenDrained(callback);
  }

  exchange(connection: number, head: RequestHead): ExchangeObserver {
    if (!this.takes()) return lostExchange;
    this.#exchanges += 1;
    const id = this.#exchanges;
    this.write((log, at) => log.exchange(id, at, connection, head));
    return new RemoteExchange(this, id);
  }

  refused(connection: number, reason: string): void {
    this.write((log, at) => log.refused(connection, at, reason));
  }

  fact(name: string, value: string): void {
    this.write((log, at) => log.fact(at, name, value));
  }

  /** Whether there is room for more; if not, it is counted as lost. */
  takes(): boolean {
    if (this.#failedAt === null && !this.#backlog.overflowing) return true;
    this.#lost += 1;
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
        this.#counts = message.counts;
        this.#underWay -= message.logs;
        this.#backlog.committed(message.logs);
        this.#handOver();
        break;
      case 'trouble':
        this.#options.onTrouble(message.message);
        break;
      case 'closed':
        this.#counts = message.counts;
        this.#end(message.summary);
        break;
    }
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
      counts: this.#counts,
    });
    this.#closed = null;
  }
}
