import { UsageError } from '../../errors.js';
import { checkFaultRules } from './check-fault-rule.js';
import { FaultBook } from './fault-book.js';
import type { FaultRule } from './fault-rule.js';
import { type Befallen, LiveFaults } from './live-faults.js';

/** What is to go wrong, and what did. */
export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  readonly seed: number;
}

/** Decides for all live sessions what goes wrong; each has its own share, whatever the others do. */
export class FaultDirector {
  readonly book = new FaultBook();
  #plan: FaultPlan;

  /** @throws UsageError if one is no rule */
  constructor({ rules, seed }: FaultPlan) {
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

  /** What hits a live session; null if nothing ever does. */
  of(befallen: Befallen): LiveFaults | null {
    const { rules, seed } = this.#plan;
    return rules.length === 0
      ? null
      : new LiveFaults(befallen, rules, seed, (fault) => this.book.add(fault));
  }
}

function checked(rules: readonly FaultRule[], seed: number): FaultPlan {
  if (!Number.isSafeInteger(seed)) {
    throw new UsageError(`'${String(seed)}' is no seed of faults; give a whole number`);
  }
  return { rules: checkFaultRules(rules), seed };
}
