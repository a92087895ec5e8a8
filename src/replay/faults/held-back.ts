import type { Instant } from '../../time/clock.js';
import type { Sequence, Timeline } from '../timeline.js';
import type { Fate } from './fate.js';

type Send = () => void;

/** When a notification is due, and among what. */
export interface Occasion {
  readonly at: Instant;
  readonly send: Send;
  readonly sequence: Sequence;
}

/** A notification that waits for an act: for the first that it causes, or for all. */
interface Waiting {
  /** Index of the act; null: its own, which is on its way. */
  readonly act: number | null;
  readonly behindFirst: boolean;
  readonly send: Send;
}

/** Notifications of one live session that come at another time than recorded. */
export class HeldBack {
  readonly #time: Timeline;
  readonly #isPerformed: (act: number) => boolean;
  /** Of the act that is being performed. */
  #own: Waiting[] = [];
  /** Of one cause each, in the order in which they come, however acts overlap. */
  readonly #tails = new Set<Waiting[]>();
  #last: Send[] = [];

  constructor(time: Timeline, isPerformed: (act: number) => boolean) {
    this.#time = time;
    this.#isPerformed = isPerformed;
  }

  /** Sends a notification when it is its fate. */
  add({ late, after, behind }: Fate, { at, send, sequence }: Occasion): void {
    if (late?.ms !== undefined) this.#time.sequence().add(at + late.ms, send);
    else if (late === null && behind === null) sequence.add(at, send);
    else this.#own.push({ act: behind ?? after, behindFirst: behind !== null, send });
  }

  /** What comes right after the first notification that an act causes. */
  behind(act: number): readonly Send[] {
    return this.#advance((first) => first.behindFirst && first.act === act);
  }

  /** All that an act causes is on its way. */
  caused(): void {
    if (this.#own.length > 0) this.#tails.add(this.#own.sort(inOrder));
    this.#own = [];
    this.#last.push(...this.#advance(({ act }) => act === null || this.#isPerformed(act)));
  }

  /** What comes last, after the answer. */
  takeLast(): readonly Send[] {
    const last = this.#last;
    this.#last = [];
    return last;
  }

  /** Takes what waits first in each tail, as long as its time has come. */
  #advance(isTime: (first: Waiting) => boolean): readonly Send[] {
    const sends: Send[] = [];
    for (const tail of this.#tails) {
      const end = tail.findIndex((each) => !isTime(each));
      const taken = tail.splice(0, end < 0 ? tail.length : end);
      sends.push(...taken.map(({ send }) => send));
      if (tail.length === 0) this.#tails.delete(tail);
    }
    return sends;
  }
}

function inOrder(a: Waiting, b: Waiting): number {
  return (a.act ?? -1) - (b.act ?? -1) || Number(b.behindFirst) - Number(a.behindFirst);
}
