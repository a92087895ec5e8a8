import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../../errors.js';
import type { WriterSummary } from '../../recording/writer.js';
import type { Clock, Instant } from '../../time/clock.js';
import type { RecorderReport } from '../recorder-report.js';
import { CommitClock } from './commit-clock.js';
import type { FromRecorder, RecorderOrders, RecorderSettings, ToRecorder } from './messages.js';

/** What a thread says when its file is closed. */
export interface Closed {
  readonly summary: WriterSummary;
  readonly report: RecorderReport;
}

export interface LinkEvents {
  readonly onMessage: (message: FromRecorder) => void;
  /** The thread is gone before its time, or can't be waited for any longer. */
  readonly onFailure: (reason: string) => void;
}

interface Rotation {
  readonly resolve: (file: string) => void;
  readonly reject: (error: UsageError) => void;
}

/** Milliseconds that a store which does not move any more is waited for at the end. */
const CLOSE_LIMIT = 5_000;

/** The way to a recorder's thread: starts it, sends it logs, and sees it end, one way or another. */
export class RecorderLink {
  readonly commits: CommitClock;
  readonly #worker: Worker;
  readonly #clock: Clock;
  #events: LinkEvents | null = null;
  /** Resolves the end that is waited for. */
  #ended: ((closed: Closed | null) => void) | null = null;
  /** Those who wait for a new file, as they asked. */
  readonly #rotations: Rotation[] = [];

  private constructor(worker: Worker, commits: CommitClock, clock: Clock) {
    this.#worker = worker;
    this.commits = commits;
    this.#clock = clock;
    worker.on('message', (message: FromRecorder) => {
      if (message.type === 'closed') this.#end(message);
      else if (message.type === 'rotated') this.#rotations.shift()?.resolve(message.file);
      else if (message.type === 'not-rotated') this.#refuseRotation(message.message);
      else this.#events?.onMessage(message);
    });
    worker.on('error', (error) => this.#fail(String(error)));
    worker.on('exit', () => this.#fail('its thread has ended'));
  }

  /**
   * Starts the thread, which makes the recording's file.
   *
   * @throws UsageError if the file can't be made
   */
  static async start(settings: RecorderSettings, clock: Clock): Promise<RecorderLink> {
    const memory = CommitClock.memory();
    const worker = new Worker(new URL('./recorder-worker.js', import.meta.url), {
      workerData: { ...settings, commits: memory } satisfies RecorderOrders,
    });
    // Not `removeAllListeners` behind it: that would take Node's own, and no message would ever come again.
    const [first] = (await once(worker, 'message')) as [FromRecorder];
    if (first.type === 'failed') throw new UsageError(first.message);
    return new RecorderLink(worker, new CommitClock(memory, settings.startedAt), clock);
  }

  listen(events: LinkEvents): void {
    this.#events = events;
  }

  /** The log's memory goes with it. */
  send(log: Uint8Array<ArrayBuffer>): void {
    this.#worker.postMessage({ type: 'log', log } satisfies ToRecorder, [log.buffer]);
  }

  /**
   * Has it go on in a new file.
   *
   * @returns the new file
   * @throws UsageError if it can't be made
   */
  rotate(at: Instant): Promise<string> {
    if (this.#events === null || this.#ended !== null) {
      return Promise.reject(new UsageError('the recorder has ended'));
    }
    this.#worker.postMessage({ type: 'rotate', at } satisfies ToRecorder);
    return new Promise((resolve, reject) => this.#rotations.push({ resolve, reject }));
  }

  /**
   * Has the file closed. Resolves to null if that can't be waited for any longer: then `onFailure` is told.
   *
   * @param waiting what is still to be committed; while it gets less, the end is waited for
   */
  close(at: Instant, waiting: () => number): Promise<Closed | null> {
    const ended = new Promise<Closed | null>((resolve) => {
      this.#ended = resolve;
    });
    this.#worker.postMessage({ type: 'close', at } satisfies ToRecorder);
    this.#giveUpLater(waiting);
    return ended;
  }

  /** Has the file removed: the start that it was made for failed. */
  async discard(): Promise<void> {
    this.#events = null;
    const gone = once(this.#worker, 'exit');
    this.#worker.postMessage({ type: 'discard' } satisfies ToRecorder);
    await gone;
  }

  #giveUpLater(waiting: () => number): void {
    const before = waiting();
    const callOff = this.#clock.after(CLOSE_LIMIT, () => {
      if (waiting() < before) this.#giveUpLater(waiting);
      else this.#fail(`the store has not moved for ${CLOSE_LIMIT / 1_000} s`);
    });
    const resolve = this.#ended;
    this.#ended = (closed) => {
      callOff();
      resolve?.(closed);
    };
  }

  #fail(reason: string): void {
    const events = this.#events;
    if (events === null) return;
    events.onFailure(reason);
    this.#worker.unref();
    void this.#worker.terminate();
    this.#end(null);
  }

  #refuseRotation(why: string): void {
    this.#rotations.shift()?.reject(new UsageError(why));
  }

  /** From now on nothing that becomes of the thread matters. */
  #end(closed: Closed | null): void {
    this.#events = null;
    this.#ended?.(closed);
    this.#ended = null;
    while (this.#rotations.length > 0) this.#refuseRotation('the recorder has ended');
  }
}
