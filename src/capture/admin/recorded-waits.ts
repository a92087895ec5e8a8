import { DoorError } from '../../admin/door-error.js';
import { openTimeline, type Timeline } from '../../recording/timeline.js';
import type { Clock } from '../../time/clock.js';
import { every } from '../../time/every.js';

/** Milliseconds between two looks at the recording, while somebody waits. */
const POLL = 100;
/** Rows that are looked at for one who waits, at a time: desktops come first. */
const PAGE = 500;

/** Looks at what has come; not undefined when it is what was waited for. */
export type Look<T> = (timeline: Timeline) => T | undefined;

/** Lets programs wait for what a recorder writes; the file is looked at only while somebody does. */
export class RecordedWaits {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #open = new Set<(timeline: Timeline | null) => void>();
  #stop: (() => void) | null = null;
  #closed = false;

  constructor(file: string, clock: Clock) {
    this.#file = file;
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
      const each = (timeline: Timeline | null): void => {
        if (timeline === null) {
          fail(new DoorError('closed', 'waited, but the recorder was closed first'));
          return;
        }
        try {
          const found = look(timeline);
          if (found === undefined) return;
          end();
          resolve(found);
        } catch (error) {
          fail(error);
        }
      };
      signal.addEventListener('abort', onAbort);
      this.#open.add(each);
      if (this.#closed) {
        each(null);
        return;
      }
      this.#stop ??= every(this.#clock, POLL, () => this.#look());
      this.#look([each]);
    });
  }

  /** Nothing more will be recorded; the file is left alone from now on. */
  close(): void {
    this.#closed = true;
    for (const each of [...this.#open]) each(null);
  }

  #look(who: Iterable<(timeline: Timeline) => void> = [...this.#open]): void {
    let timeline: Timeline;
    try {
      timeline = openTimeline(this.#file);
    } catch {
      // The file has been moved away, or is just being made: that is told elsewhere, and may be over soon.
      return;
    }
    try {
      for (const each of who) each(timeline);
    } finally {
      timeline.close();
    }
  }

  #pause(): void {
    this.#stop?.();
    this.#stop = null;
  }
}

/**
 * Looks at the rows of a table as they come, and again at those that can't be judged yet.
 *
 * @param judge gives what is told of a row that fits; `later` if that can't be known yet
 */
export function lookAtRows<T>(
  table: 'request' | 'message',
  after: number,
  judge: (timeline: Timeline, ids: readonly number[]) => ReadonlyMap<number, T | 'later' | null>,
): Look<T> {
  let last = after;
  let open: readonly number[] = [];
  return (timeline) => {
    const fresh = timeline.idsAfter(table, last, PAGE);
    last = fresh.at(-1) ?? last;
    const ids = [...open, ...fresh];
    const judged = judge(timeline, ids);
    const later: number[] = [];
    for (const id of ids) {
      const verdict = judged.get(id) ?? null;
      if (verdict === 'later') later.push(id);
      else if (verdict !== null) return verdict;
    }
    // What never gets its answer is not looked at for ever.
    open = later.slice(-mostOpen);
    return undefined;
  };
}

const mostOpen = 1_000;
