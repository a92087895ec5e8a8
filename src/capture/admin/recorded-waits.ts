import { DoorError } from '../../admin/door-error.js';
import type { Clock } from '../../time/clock.js';
import { every } from '../../time/every.js';
import type { Look } from './look-at-rows.js';
import { LookedAtFiles } from './looked-at-files.js';

/** Milliseconds between two looks at the recording, while somebody waits. */
const POLL = 100;

/** Somebody who waits. */
interface Waiting {
  /** @param files null if nothing will come any more */
  readonly look: (files: LookedAtFiles | null) => void;
}

/** Lets programs wait for what a recorder writes; files are looked at only while somebody does. */
export class RecordedWaits {
  readonly #files: () => readonly string[];
  readonly #clock: Clock;
  readonly #open = new Set<Waiting>();
  #stop: (() => void) | null = null;
  #closed = false;

  /** @param files all so far, in order: ids go on from one to the next */
  constructor(files: () => readonly string[], clock: Clock) {
    this.#files = files;
    this.#clock = clock;
  }

  /** @throws DoorError if it did not come in time, or nothing will any more */
  wait<T>(look: Look<T>, ms: number, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        callOff();
        signal.removeEventListener('abort', onAbort);
        this.#open.delete(each);
        if (this.#open.size === 0) this.#pause();
      };
      const fail = (error: unknown): void => {
        end();
        reject(error);
      };
      const onAbort = (): void => fail(new DoorError('closed', 'nobody asks any more'));
      const callOff = this.#clock.after(ms, () =>
        fail(new DoorError('timeout', `waited, but nothing that fits was recorded in ${ms} ms`)),
      );
      const each: Waiting = {
        look(looked) {
          if (looked === null) {
            fail(new DoorError('closed', 'waited, but the recorder was closed first'));
            return;
          }
          try {
            const found = look(looked);
            if (found === undefined) return;
            end();
            resolve(found);
          } catch (error) {
            fail(error);
          }
        },
      };
      signal.addEventListener('abort', onAbort);
      this.#open.add(each);
      if (this.#closed) {
        each.look(null);
        return;
      }
      this.#stop ??= every(this.#clock, POLL, () => this.#look());
      this.#look();
    });
  }

  /** Nothing more will be recorded; the files are left alone from now on. */
  close(): void {
    this.#closed = true;
    for (const each of [...this.#open]) each.look(null);
  }

  #look(): void {
    const files = new LookedAtFiles(this.#files());
    try {
      for (const each of [...this.#open]) each.look(files);
    } finally {
      files.close();
    }
  }

  #pause(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
