import { Worker } from 'node:worker_threads';
import { type CheckpointerOrders, states } from './checkpointer-orders.js';

/** Milliseconds that a writer whose log is too long waits for a checkpoint that is under way. */
const SETTLE_LIMIT = 1_000;

/** Milliseconds that the end waits for a checkpoint that is under way. */
const STOP_LIMIT = 5_000;

/**
 * A thread that brings the write-ahead log of one database into its file, with a connection of its own. Both
 * sides look at one shared number, so that neither needs an event loop to hear the other.
 */
export class Checkpointer {
  readonly #state: Int32Array;

  constructor(file: string) {
    const memory = new SharedArrayBuffer(4);
    this.#state = new Int32Array(memory);
    const worker = new Worker(new URL('./checkpointer-worker.js', import.meta.url), {
      workerData: { file, memory } satisfies CheckpointerOrders,
    });
    // Without it the log is bounded all the same, only less smoothly.
    worker.on('error', () => {
      this.#become(states.ended);
    });
    worker.unref();
  }

  get busy(): boolean {
    return Atomics.load(this.#state, 0) === states.asked;
  }

  ask(): void {
    if (Atomics.compareExchange(this.#state, 0, states.idle, states.asked) === states.idle) {
      Atomics.notify(this.#state, 0);
    }
  }

  /** Waits until nothing is under way. */
  settle(): void {
    Atomics.wait(this.#state, 0, states.asked, SETTLE_LIMIT);
  }

  /** Waits until it has closed its connection. */
  stop(): void {
    this.dismiss();
    Atomics.wait(this.#state, 0, states.stop, STOP_LIMIT);
  }

  /** Has it close its connection when nothing is under way any more, and does not wait for it. */
  dismiss(): void {
    const before = Atomics.exchange(this.#state, 0, states.stop);
    if (before === states.ended) this.#become(states.ended);
    else Atomics.notify(this.#state, 0);
  }

  #become(state: number): void {
    Atomics.store(this.#state, 0, state);
  }
}
