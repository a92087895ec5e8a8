import { UsageError } from '../../errors.js';
import type { LiveSession } from '../live-session.js';
import { expireSession, failHeld } from './bayeux-faults.js';
import { checkFaultRules } from './check-fault-rule.js';
import { FaultBook } from './fault-book.js';
import type { FaultManner, FaultPlan } from './fault-hits.js';
import type { FaultRule } from './fault-rule.js';
import type { InjectedFault } from './injected-fault.js';
import { LiveFaults } from './live-faults.js';
import { RecordedOutages } from './recorded-outages.js';

/** Decides for all live sessions what goes wrong; each has its own share, whatever the others do. */
export class FaultDirector {
  readonly book = new FaultBook();
  readonly #manner: FaultManner;
  /** Live sessions to whose Bayeux session something is to happen. */
  readonly #due = new Set<LiveSession>();
  #plan: FaultPlan;

  /**
   * @throws UsageError if one is no rule
   */
  constructor({ rules, seed }: FaultPlan, manner: FaultManner) {
    this.#manner = manner;
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

  /** Lets connects fail that are held although something came; others fail when they are held. */
  failDue(): void {
    for (const each of this.#due) failHeld(each);
    this.#due.clear();
  }

  /** What hits a live session; null if nothing ever does. */
  of(session: LiveSession): LiveFaults | null {
    const { script, faults } = session;
    const outages =
      faults?.outages ??
      (script.outages === null ? null : new RecordedOutages(script, script.outages));
    if (this.#plan.rules.length === 0 && outages === null) return null;
    const witness = {
      injected: (fault: InjectedFault) => this.book.add(fault),
      due: () => void this.#due.add(session),
    };
    return new LiveFaults(session, this.#plan, this.#manner, witness, outages);
  }
}

function checked(rules: readonly FaultRule[], seed: number): FaultPlan {
  if (!Number.isSafeInteger(seed)) {
    throw new UsageError(`'${String(seed)}' is no seed of faults; give a whole number`);
  }
  return { rules: checkFaultRules(rules), seed };
}
