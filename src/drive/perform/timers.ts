import type { Clock } from '../../time/clock.js';

/** Timers that are called off together. */
export class Timers {
  readonly #clock: Clock;
  readonly #open = new Set<() => void>();

  readonly #onCrash: (error: unknown) => void;

  /** @param onCrash told what a callback throws */
  constructor(clock: Clock, onCrash: (error: unknown) => void) {
    this.#clock = clock;
    this.#onCrash = onCrash;
  }

  /** @returns what calls it off */
  after(ms: number, callback: () => void): () => void {
    const cancel = this.#clock.after(ms, () => {
      this.#open.delete(cancel);
      try {
        callback();
      } catch (error) {
        this.#onCrash(error);
      }
    });
    this.#open.add(cancel);
    return () => {
      this.#open.delete(cancel);
      cancel();
    };
  }

  end(): void {
    for (const cancel of this.#open) cancel();
    this.#open.clear();
  }
}
