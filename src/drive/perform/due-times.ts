import type { Instant } from '../../time/clock.js';
import type { SessionPlan } from '../plan/session-plan.js';
import type { Surroundings } from './surroundings.js';

/** When notifications of one session can come, and when they are late. */
export class DueTimes {
  readonly #plan: SessionPlan;
  readonly #around: Pick<Surroundings, 'causeOf' | 'doneAt' | 'liveStart' | 'limit'>;
  readonly #doneAt: (step: number) => Instant | null;

  /** @param doneAt when a step of the session itself was done; null before */
  constructor(
    plan: SessionPlan,
    around: Pick<Surroundings, 'causeOf' | 'doneAt' | 'liveStart' | 'limit'>,
    doneAt: (step: number) => Instant | null,
  ) {
    this.#plan = plan;
    this.#around = around;
    this.#doneAt = doneAt;
  }

  /** When what brings a notification about was done; null if it was not yet. */
  readyAt(happening: number): Instant | null {
    const each = this.#plan.happenings[happening];
    if (each?.kind !== 'notification') return null;
    const cause = this.#around.causeOf(happening);
    if (cause !== null) return this.#around.doneAt(cause);
    return each.follows === null ? this.#around.liveStart : this.#doneAt(each.follows);
  }

  /** When a notification is late; null if what brings it about is still to be done, and for answers. */
  deadline(happening: number): Instant | null {
    const each = this.#plan.happenings[happening];
    const ready = this.readyAt(happening);
    if (each?.kind !== 'notification' || ready === null) return null;
    const own = each.follows === null ? undefined : this.#plan.steps[each.follows];
    const isOwn = this.#around.causeOf(happening) === null;
    const took = isOwn && own !== undefined ? Math.max(each.at - own.at, 0) : 0;
    return ready + took + this.#around.limit;
  }
}
