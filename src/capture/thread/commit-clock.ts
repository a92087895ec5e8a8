import type { Instant } from '../../time/clock.js';

/** Not at a commit. */
const IDLE = -1;

/**
 * Since when the recorder's thread has been at one commit, in memory that both threads see: so the relay's can tell
 * a store that stalls from a thread that has much to do, or gets no processor, without asking it.
 */
export class CommitClock {
  readonly #since: Int32Array;
  readonly #epoch: Instant;

  /**
   * @param memory four bytes that both threads have
   * @param epoch a moment that both threads name alike; up to 24 days after it are told apart
   */
  constructor(memory: SharedArrayBuffer, epoch: Instant) {
    this.#since = new Int32Array(memory);
    this.#epoch = epoch;
  }

  /** Memory for a clock, which says that there is no commit. */
  static memory(): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(4);
    new Int32Array(memory)[0] = IDLE;
    return memory;
  }

  begins(now: Instant): void {
    Atomics.store(this.#since, 0, this.#tick(now));
  }

  ends(): void {
    Atomics.store(this.#since, 0, IDLE);
  }

  /** Milliseconds that the commit under way has lasted; 0 if there is none. */
  lasts(now: Instant): number {
    const since = Atomics.load(this.#since, 0);
    return since === IDLE ? 0 : (this.#tick(now) - since) & MASK;
  }

  #tick(now: Instant): number {
    return Math.floor(now - this.#epoch) & MASK;
  }
}

const MASK = 0x7fff_ffff;
