import type { FaultRule } from './fault-rule.js';
import type { InjectedFault } from './injected-fault.js';
import { faultText } from './parse-fault.js';

/** Faults that are told one by one; those beyond are only counted. */
const mostTold = 10_000;

/** What went wrong on purpose, as much of it as anybody will read. */
export class FaultBook {
  readonly told: InjectedFault[] = [];
  /** How many there were besides. */
  untold = 0;
  /** Rules, as the command line has them, that have hit nothing yet. */
  readonly #idle = new Set<string>();

  expect(rules: readonly FaultRule[]): void {
    for (const each of rules) this.#idle.add(faultText(each));
  }

  get idle(): readonly string[] {
    return [...this.#idle];
  }

  add(fault: InjectedFault): void {
    if (fault.rule !== null) this.#idle.delete(fault.rule);
    if (this.told.length >= mostTold) this.untold++;
    else this.told.push(fault);
  }
}
