import type { FaultRule } from './fault-rule.js';
import type { Mark } from './mark.js';

/** What becomes of a notification otherwise than recorded. */
export interface Fate {
  readonly dropped: boolean;
  readonly doubled: boolean;
  /** It comes late, by this rule. */
  readonly late: FaultRule | null;
  /** Late: once this act has been performed, after all that it causes; null: it waits for no act. */
  readonly after: number | null;
  /** It comes right after the first that this later act causes. */
  readonly behind: number | null;
  /** What befalls the response or frame that carries it. */
  readonly mark: Mark | null;
}
