import type { Timeline } from '../../recording/timeline.js';
import type { WirePlace } from '../../recording/wire-places.js';
import type { LinkIndex } from '../../report/link-index.js';
import type { Row } from '../protocol/row.js';

/** Notifications that are known to be counted; beyond them one may be counted twice. */
const MOST_COUNTED = 1_000_000;

/** How many notifications answer each call that is shown, each counted once, however often its row comes. */
export class AnswerCounts {
  readonly #counts = new Map<number, number>();
  readonly #counted = new Set<number>();
  #mayGrow = false;

  /**
   * Counts what answers the calls among these places, wherever it stands.
   *
   * @param mayGrow whether there may be more later
   */
  begin(
    timeline: Timeline,
    made: LinkIndex | null,
    places: readonly WirePlace[],
    mayGrow: boolean,
  ): void {
    this.#mayGrow = mayGrow;
    const calls = new Set(places.filter(({ of }) => of === 'request').map(({ id }) => id));
    if (made === null) {
      for (const [call, notification] of timeline.answers(calls)) this.#count(call, notification);
      return;
    }
    for (const call of calls) {
      for (const { copy, notification } of made.ofCall(call)) {
        if (!copy) this.#count(call, notification);
      }
    }
  }

  of(call: number): number {
    return this.#counts.get(call) ?? 0;
  }

  /** Counts what came since; returns the calls that have another count now. */
  saw(rows: readonly Row[]): readonly number[] {
    if (!this.#mayGrow) return [];
    const changed = new Set<number>();
    for (const { kind, id, call, copy } of rows) {
      if (kind !== 'notification' || call === null || copy || this.#counted.has(id)) continue;
      this.#count(call, id);
      changed.add(call);
    }
    return [...changed];
  }

  #count(call: number, notification: number): void {
    this.#counts.set(call, this.of(call) + 1);
    if (this.#mayGrow && this.#counted.size < MOST_COUNTED) this.#counted.add(notification);
  }
}
