import type { Finding } from './finding.js';
import type { References } from './rename/references.js';
import type { TokenPair } from './rename/tokens.js';

/** A finding with what it takes to see whether a renaming explains it. */
export interface Pending extends Finding {
  /** The words in which the two texts differ; null if they differ in more, or are no texts. */
  readonly words: readonly TokenPair[] | null;
  /** The references of the call that it belongs to; null for a place where there are none. */
  readonly references: References | null;
  readonly order: Order;
}

/** Where something belongs in the report: which pair of sessions, and where in the baseline. */
export type Order = readonly [session: number, at: number];

/** What was found, before it is known what it means, and what was ignored at once. */
export class Ledger {
  readonly pending: Pending[] = [];
  /** What was ignored, by rule; the findings themselves only if asked for. */
  readonly ignored: { readonly rule: string; readonly finding: Pending }[] = [];
  readonly counts = new Map<string, number>();
  /** How often things of one label were compared. */
  readonly compared = new Map<string, number>();

  constructor(private readonly keepIgnored: boolean) {}

  found(finding: Pending): void {
    this.pending.push(finding);
  }

  ignore(rule: string, finding: Pending): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1);
    if (this.keepIgnored) this.ignored.push({ rule, finding });
  }

  compares(label: string): void {
    this.compared.set(label, (this.compared.get(label) ?? 0) + 1);
  }
}
