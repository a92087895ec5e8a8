import { isLongNumber, shapeOf } from './shape.js';

/** What stands live for a recorded value. */
export interface Lesson {
  readonly text: string;
  readonly kind: 'string' | 'number';
  /** What kind the recorded value was in the same place. */
  readonly recordedKind: 'string' | 'number';
  /** Of the member that said so. */
  readonly name: string | null;
  /** False if it is a guess by order. */
  readonly sure: boolean;
}

/** How a lesson was come by. */
export interface Occasion {
  /** It is the place where the recorded server says the value first. */
  readonly atOrigin: boolean;
  /** It stands in an answer, and so belongs to a request of its own. */
  readonly answer: boolean;
}

/** A recorded value for which the live server handed out several. */
export interface LiveConflict {
  readonly value: string;
  /** Names of the members that said each: the first goes where none of them is named. */
  readonly names: readonly (string | null)[];
}

/**
 * What was learned in one session, or in all of them. The first lesson stands. It gives way to a sure one if it was a guess; and
 * to one from the place where the value came from first, if the value comes anew there: a counter that has begun again (numbers), or a
 * token that changes (in answers only, since which notification is which is less certain). What another member says
 * differently is kept beside it, for requests that name the value as that member does.
 */
export class LessonBook {
  readonly #lessons = new Map<string, Lesson>();
  readonly #others = new Map<string, Map<string, Lesson>>();
  /** Recorded values by live ones. */
  readonly #recorded = new Map<string, string>();

  learn(value: string, lesson: Lesson, { atOrigin, answer }: Occasion): void {
    const owner = this.#recorded.get(lesson.text);
    // Two ids don't become one by a guess.
    if (!lesson.sure && owner !== undefined && owner !== value) return;
    const known = this.#lessons.get(value);
    const renews = atOrigin && (answer || isCounter(value));
    if (known === undefined || (lesson.sure && (!known.sure || renews))) {
      if (known !== undefined && this.#recorded.get(known.text) === value) {
        this.#recorded.delete(known.text);
      }
      this.#lessons.set(value, lesson);
      this.#recorded.set(lesson.text, value);
      return;
    }
    if (known.text === lesson.text || !lesson.sure || lesson.name === null) return;
    if (lesson.name === known.name) return;
    const others = this.#others.get(value) ?? new Map<string, Lesson>();
    others.set(lesson.name.toLowerCase(), lesson);
    this.#others.set(value, others);
  }

  /** @param name of what carries the value */
  find(value: string, name: string | null = null): Lesson | undefined {
    const other = name === null ? undefined : this.#others.get(value)?.get(name.toLowerCase());
    return other ?? this.#lessons.get(value);
  }

  *conflicts(): Iterable<LiveConflict> {
    for (const [value, others] of this.#others) {
      const first = this.#lessons.get(value);
      // What was learned later may agree after all.
      const differing = [...others.values()].filter(({ text }) => text !== first?.text);
      if (differing.length === 0) continue;
      yield { value, names: [first?.name ?? null, ...differing.map(({ name }) => name)] };
    }
  }
}

function isCounter(value: string): boolean {
  return shapeOf(value) === 'number' && !isLongNumber(value);
}
