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
  /** Of one cause each, in the order in which they come, however acts overlap; by the act that the first waits for. */
  readonly #tails = new Map<number, Waiting[][]>();
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
    return this.#advance(act, [], (first) => first.behindFirst && first.act === act);
  }

  /** All that an act causes is on its way. */
  caused(act: number): void {
    const own = this.#own.length > 0 ? [this.#own.sort(inOrder)] : [];
    this.#own = [];
    const isTime = (first: Waiting): boolean => first.act === null || this.#isPerformed(first.act);
    this.#last.push(...this.#advance(act, own, isTime));
  }

  /** What comes last, after the answer. */
  takeLast(): readonly Send[] {
    const last = this.#last;
    this.#last = [];
    return last;
  }

  /** Takes what waits first, as long as its time has come, in the tails that wait for an act, and in others. */
  #advance(act: number, others: Waiting[][], isTime: (first: Waiting) => boolean): readonly Send[] {
    const tails = [...(this.#tails.get(act) ?? []), ...others];
    this.#tails.delete(act);
    return tails.flatMap((tail) => {
      const end = tail.findIndex((each) => !isTime(each));
      const taken = tail.splice(0, end < 0 ? tail.length : end);
      const next = tail[0]?.act ?? null;
      if (next !== null) {
        const alike = this.#tails.get(next);
        if (alike === undefined) this.#tails.set(next, [tail]);
        else alike.push(tail);
      }
      return taken.map(({ send }) => send);
    });
  }
}

function inOrder(a: Waiting, b: Waiting): number {
  return (a.act ?? -1) - (b.act ?? -1) || Number(b.behindFirst) - Number(a.behindFirst);
}
