import type { Timeline } from '../../recording/timeline.js';
import type { WirePlace } from '../../recording/wire-places.js';
import type { LinkIndex } from '../../report/link-index.js';
import type { Row } from '../protocol/row.js';

/** How many notifications answer each call that is shown, each counted once, however often its row comes. */
export class AnswerCounts {
  readonly #counts = new Map<number, number>();
  readonly #counted = new Set<number>();

  /** Counts what answers the calls among these places, wherever it stands. */
  begin(timeline: Timeline, made: LinkIndex | null, places: readonly WirePlace[]): void {
    const calls = new Set(places.filter(({ of }) => of === 'request').map(({ id }) => id));
    if (made === null) {
      for (const [call, answers] of timeline.answers(calls)) this.#begin(call, answers);
      return;
    }
    for (const call of calls) {
      const answers = made.ofCall(call).filter((link) => !link.copy);
      if (answers.length > 0)
        this.#begin(
          call,
          answers.map((link) => link.notification),
        );
    }
  }

  of(call: number): number {
    return this.#counts.get(call) ?? 0;
  }

  /** Counts what came since; returns the calls that have another count now. */
  saw(rows: readonly Row[]): readonly number[] {
    const changed = new Set<number>();
    for (const { kind, id, call, copy } of rows) {
      if (kind !== 'notification' || call === null || copy || this.#counted.has(id)) continue;
      this.#counted.add(id);
      this.#counts.set(call, this.of(call) + 1);
      changed.add(call);
    }
    return [...changed];
  }

  #begin(call: number, answers: readonly number[]): void {
    this.#counts.set(call, answers.length);
    for (const id of answers) this.#counted.add(id);
  }
}
