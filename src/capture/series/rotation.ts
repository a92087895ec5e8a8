import { UsageError } from '../../errors.js';
import type { Clock, Instant } from '../../time/clock.js';
import type { Rotated, RotateOptions } from './rotate-options.js';

export interface RotationOptions extends RotateOptions {
  readonly clock: Clock;
  /** The file that is being written when this begins. */
  readonly file: string;
  /** Has the recorder go on in a new file, which it names; rejects if that can't be made. */
  readonly goOn: (at: Instant) => Promise<string>;
  readonly onNotice: (message: string) => void;
}

/** Milliseconds until it is tried again after a new file could not be made. */
const TRY_AGAIN = 60_000;

/** Milliseconds that are waited for in one go: a timer takes no more than 24 days. */
const LONGEST_WAIT = 86_400_000;

/** Says when a recorder goes on in a new file: by time, by size, and when somebody asks for it. */
export class Rotation {
  readonly #options: RotationOptions;
  readonly #files: string[];
  #due: Instant;
  #stopWaiting: () => void = () => {};
  /** Calls off another try; null if none is to come. */
  #stopTrying: (() => void) | null = null;
  #underWay: Promise<string> | null = null;
  /** Why it did not work the last time, as the operator was told. */
  #told: string | null = null;
  #ended = false;

  constructor(options: RotationOptions) {
    this.#options = options;
    this.#files = [options.file];
    this.#due = options.clock.now();
    if (options.rotate !== undefined) this.#wait(options.rotate);
  }

  /** All files so far, the one that is being written last. */
  get files(): readonly string[] {
    return this.#files;
  }

  get file(): string {
    return this.#files.at(-1) ?? this.#options.file;
  }

  /** The file has so many bytes by now. */
  sized(bytes: number): void {
    const { maxSize } = this.#options;
    if (maxSize !== undefined && bytes >= maxSize) this.#try('size');
  }

  /**
   * Somebody asks for a new file.
   *
   * @throws UsageError if it can't be made
   */
  now(): Promise<string> {
    if (this.#ended) return Promise.reject(new UsageError('the recorder has ended'));
    return this.#rotate('request');
  }

  /** There are no further files. */
  end(): void {
    this.#ended = true;
    this.#stopWaiting();
    this.#stopTrying?.();
  }

  #wait(every: number): void {
    const { clock } = this.#options;
    // From the time when it was due: what comes late puts none of the later ones off.
    const late = Math.max(0, clock.now() - this.#due);
    this.#due += every * (Math.floor(late / every) + 1);
    const next = (): void => {
      const left = this.#due - clock.now();
      this.#stopWaiting = clock.after(Math.max(0, Math.min(left, LONGEST_WAIT)), () => {
        if (left > LONGEST_WAIT) {
          next();
          return;
        }
        this.#wait(every);
        this.#try('time');
      });
    };
    next();
  }

  #try(reason: Rotated['reason']): void {
    if (this.#ended || this.#underWay !== null || this.#stopTrying !== null) return;
    this.#rotate(reason).catch((error: unknown) => this.#failed(reason, error));
  }

  /** One who asks while a new file is being made gets that one. */
  #rotate(reason: Rotated['reason']): Promise<string> {
    this.#underWay ??= this.#goOn(reason).finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #goOn(reason: Rotated['reason']): Promise<string> {
    const at = this.#options.clock.now();
    const previous = this.file;
    const file = await this.#options.goOn(at);
    this.#files.push(file);
    this.#told = null;
    this.#stopTrying?.();
    this.#stopTrying = null;
    this.#options.onRotate?.({ at, file, previous, part: this.#files.length, reason });
    return file;
  }

  #failed(reason: Rotated['reason'], error: unknown): void {
    if (this.#ended) return;
    const { clock, onNotice } = this.#options;
    const why = error instanceof Error ? error.message : String(error);
    if (why !== this.#told) {
      onNotice(`no new file was begun (${why}); the recording goes on in ${this.file}`);
    }
    this.#told = why;
    this.#stopTrying = clock.after(TRY_AGAIN, () => {
      this.#stopTrying = null;
      this.#try(reason);
    });
  }
}
