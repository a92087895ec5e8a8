import type { DiffResult, Subject, TimelineEvent, Timelines } from '../../../diff/difference.js';
import type { PageTimelines } from './page-data.js';
import { shown } from './shown.js';

const MOST_GROUPS = 20_000;
/** What all values may have together, and each of them beyond that. */
const MOST_CHARACTERS = 20_000_000;
const LONGEST_LATE = 200;
const MOST_EVENTS = 200;

/** What a page holds, and what has no room in it: one that holds everything of a huge comparison opens in no browser. */
export class PageBook {
  #groups = 0;
  #characters = 0;
  #leftOut = 0;

  readonly #numbers = new Map<Timelines, number>();
  readonly #of: DiffResult['timelines'];

  constructor(timelines: DiffResult['timelines']) {
    this.#of = timelines;
  }

  /** Whether there is room for another group, of so many differences. */
  takes(differences: number): boolean {
    if (this.#groups < MOST_GROUPS) {
      this.#groups++;
      return true;
    }
    this.#leftOut += differences;
    return false;
  }

  /** How many differences had no room. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** A value as it is shown: long ones only as long as all together have room. */
  value(text: string | null, longest: number): string | null {
    if (text === null) return null;
    const kept = shown(text, this.#characters > MOST_CHARACTERS ? LONGEST_LATE : longest);
    this.#characters += kept.length;
    return kept;
  }

  /** The number of what happened around something, in the order in which they were asked for; -1 if nothing did. */
  numberOf(subject: Subject): number {
    const timelines = this.#of.get(subject);
    if (timelines === undefined || isEmpty(timelines)) return -1;
    const number = this.#numbers.get(timelines) ?? this.#numbers.size;
    this.#numbers.set(timelines, number);
    return number;
  }

  *timelines(): Generator<PageTimelines> {
    for (const { baseline, candidate } of this.#numbers.keys()) {
      const sides = { baseline: eventsOf(baseline), candidate: eventsOf(candidate) };
      const offsets = [...sides.baseline, ...sides.candidate].map(({ offset }) => offset);
      yield { longest: Math.max(1, ...offsets), ...sides };
    }
  }
}

function isEmpty({ baseline, candidate }: Timelines): boolean {
  return baseline.length + candidate.length === 0;
}

function eventsOf(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return events.slice(0, MOST_EVENTS).map((event) => ({
    kind: event.kind,
    offset: event.offset,
    user: event.user === null ? null : shown(event.user),
    text: shown(event.text),
    id: event.id,
  }));
}
