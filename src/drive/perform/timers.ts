import type { Clock } from '../../time/clock.js';

/** Milliseconds; a longer timer would go off at once. */
const longest = 2 ** 31 - 1;

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

  /** @param ms however long; without end, too @returns what calls it off */
  after(ms: number, callback: () => void): () => void {
    let left = ms;
    let callOff = (): void => {};
    const cancel = (): void => callOff();
    const wait = (): void => {
      const part = Math.min(left, longest);
      left -= part;
      callOff = this.#clock.after(part, left > 0 ? wait : goOff);
    };
    const goOff = (): void => {
      this.#open.delete(cancel);
      try {
        callback();
      } catch (error) {
        this.#onCrash(error);
      }
    };
    this.#open.add(cancel);
    wait();
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
