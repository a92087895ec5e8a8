import { UsageError } from '../../errors.js';
import type { LiveSession } from '../live-session.js';
import { cutHeld, expireSession } from './bayeux-faults.js';
import { checkFaultRules } from './check-fault-rule.js';
import { FaultBook } from './fault-book.js';
import type { FaultRule } from './fault-rule.js';
import { LiveFaults } from './live-faults.js';

/** What is to go wrong, and what did. */
export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  readonly seed: number;
}

/** Decides for all live sessions what goes wrong; each has its own share, whatever the others do. */
export class FaultDirector {
  readonly book = new FaultBook();
  readonly #together: boolean;
  /** Live sessions to whose Bayeux session something is to happen. */
  readonly #due = new Set<LiveSession>();
  #plan: FaultPlan;

  /**
   * @param together desktops play together
   * @throws UsageError if one is no rule
   */
  constructor({ rules, seed }: FaultPlan, together: boolean) {
    this.#together = together;
    this.#plan = checked(rules, seed);
    this.book.expect(this.#plan.rules);
  }

  /**
   * Other rules from now on. Places that are past are not hit any more.
   *
   * @throws UsageError if one is no rule
   */
  replace(rules: readonly FaultRule[], seed = this.#plan.seed): void {
    this.#plan = checked(rules, seed);
    this.book.expect(this.#plan.rules);
  }

  /** Lets Bayeux sessions expire whose time it is, before they get what their act caused. */
  expireDue(): void {
    for (const each of this.#due) if (each.faults?.takeExpiry() === true) expireSession(each);
  }

  /** Cuts connects that are held although something came; others are cut when they are held. */
  cutDue(): void {
    for (const each of this.#due) cutHeld(each);
    this.#due.clear();
  }

  /** What hits a live session; null if nothing ever does. */
  of(session: LiveSession): LiveFaults | null {
    const { rules, seed } = this.#plan;
    return rules.length === 0
      ? null
      : new LiveFaults(session, rules, seed, this.#together, {
          injected: (fault) => this.book.add(fault),
          due: () => this.#due.add(session),
        });
  }
}

function checked(rules: readonly FaultRule[], seed: number): FaultPlan {
  if (!Number.isSafeInteger(seed)) {
    throw new UsageError(`'${String(seed)}' is no seed of faults; give a whole number`);
  }
  return { rules: checkFaultRules(rules), seed };
}
