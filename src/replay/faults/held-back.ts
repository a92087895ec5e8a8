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

/** Notifications of one live session that come at another time than recorded. */
export class HeldBack {
  readonly #time: Timeline;
  readonly #isPerformed: (act: number) => boolean;
  readonly #behind = new Map<number, Send[]>();
  readonly #after = new Map<number, Send[]>();
  #last: Send[] = [];

  constructor(time: Timeline, isPerformed: (act: number) => boolean) {
    this.#time = time;
    this.#isPerformed = isPerformed;
  }

  /** Sends a notification when it is its fate. */
  add({ late, after, behind }: Fate, { at, send, sequence }: Occasion): void {
    const later = behind ?? after;
    if (late?.ms !== undefined) this.#time.sequence().add(at + late.ms, send);
    else if (later !== null && !this.#isPerformed(later)) {
      put(behind === null ? this.#after : this.#behind, later, send);
    } else if (late !== null || behind !== null) this.#last.push(send);
    else sequence.add(at, send);
  }

  /** What comes right after the first notification that an act causes. */
  behind(act: number): readonly Send[] {
    return take(this.#behind, act);
  }

  /** All that an act causes is on its way. */
  caused(act: number): void {
    this.#last.push(...take(this.#behind, act), ...take(this.#after, act));
  }

  /** What comes last, after the answer. */
  takeLast(): readonly Send[] {
    const last = this.#last;
    this.#last = [];
    return last;
  }
}

function put(into: Map<number, Send[]>, act: number, send: Send): void {
  const others = into.get(act);
  if (others === undefined) into.set(act, [send]);
  else others.push(send);
}

function take(from: Map<number, Send[]>, act: number): readonly Send[] {
  const sends = from.get(act) ?? [];
  from.delete(act);
  return sends;
}
