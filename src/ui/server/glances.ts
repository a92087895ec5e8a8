import { RecordingError } from '../../errors.js';
import type { Timeline } from '../../recording/timeline.js';
import type { Clock } from '../../time/clock.js';

/** Milliseconds after which somebody looks again whether the recording may be opened. */
const NAP = 20;

/** Short looks at a recording, of which there are none while its recorder folds it. */
export class Glances {
  readonly #file: string;
  readonly #clock: Clock;
  #resting = false;
  /** How many have it open. */
  #looking = 0;
  /** Ends each pause that somebody makes. */
  readonly #pauses = new Set<() => void>();
  readonly #onRest: (() => void)[] = [];

  constructor(file: string, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
  }

  /** @throws RecordingError while nobody may look */
  open<T extends Timeline | null>(open: () => T): T {
    if (this.#resting) {
      throw new RecordingError(`${this.#file} is just being closed; try again`, this.#file);
    }
    const timeline = open();
    if (timeline === null) return timeline;
    this.#looking += 1;
    return {
      ...timeline,
      close: () => {
        this.#looking -= 1;
        timeline.close();
        if (this.#looking === 0) for (const each of this.#onRest.splice(0)) each();
      },
    };
  }

  /** Resolves when the recording may be opened, or nobody waits for it any more. */
  async awake(signal: AbortSignal): Promise<void> {
    while (this.#resting && !signal.aborted) await this.pause(NAP, signal);
  }

  /** Keeps away from the recording, so that its recorder can fold it; resolves when nobody has it open. */
  async rest(): Promise<void> {
    this.#resting = true;
    if (this.#looking > 0) await new Promise<void>((resolve) => this.#onRest.push(resolve));
  }

  /** Looks at it again, after `rest`, and at once. */
  wake(): void {
    this.#resting = false;
    for (const each of [...this.#pauses]) each();
  }

  /** Lets so many milliseconds pass, or fewer where nobody waits any more. */
  pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        callOff();
        this.#pauses.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const callOff = this.#clock.after(ms, end);
      this.#pauses.add(end);
      signal.addEventListener('abort', end);
    });
  }
}
