import { DoorError } from '../../admin/door-error.js';
import { groupBy } from '../../group-by.js';
import { openTimeline, type Timeline } from '../../recording/timeline.js';
import type { Clock } from '../../time/clock.js';
import { every } from '../../time/every.js';

/** Milliseconds between two looks at the recording, while somebody waits. */
const POLL = 100;
/** Rows that are looked at for one who waits, at a time: desktops come first. */
const PAGE = 500;

/** What a look has come to. */
export interface Seen<T> {
  /** What was waited for, if it is there. */
  readonly found?: T;
  /** Whether nothing further stands in that file just now. */
  readonly dry: boolean;
}

/** Looks at what has come. */
export type Look<T> = (timeline: Timeline) => Seen<T>;

/** Somebody who waits. */
interface Waiting {
  /** Which file it has come to. */
  part: number;
  /** @param timeline null if nothing will come any more */
  readonly look: (timeline: Timeline | null) => boolean;
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
        part: 0,
        look(timeline) {
          if (timeline === null) {
            fail(new DoorError('closed', 'waited, but the recorder was closed first'));
            return false;
          }
          try {
            const seen = look(timeline);
            if (seen.found === undefined) return seen.dry;
            end();
            resolve(seen.found);
          } catch (error) {
            fail(error);
          }
          return false;
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
    const files = this.#files();
    for (const [part, who] of groupBy([...this.#open], (each) => each.part)) {
      const file = files[part];
      const timeline = file === undefined ? null : opened(file);
      if (timeline === null) continue;
      try {
        for (const each of who) {
          if (each.look(timeline) && part < files.length - 1) each.part = part + 1;
        }
      } finally {
        timeline.close();
      }
    }
  }

  #pause(): void {
    this.#stop?.();
    this.#stop = null;
  }
}

/** Null if it has been moved away, or is just being made: that is told elsewhere, and may be over soon. */
function opened(file: string): Timeline | null {
  try {
    return openTimeline(file);
  } catch {
    return null;
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
      else if (verdict !== null) return { found: verdict, dry: false };
    }
    // What never gets its answer is not looked at for ever.
    open = later.slice(-mostOpen);
    return { dry: fresh.length < PAGE };
  };
}

const mostOpen = 1_000;
