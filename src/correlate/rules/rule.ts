import type { CallBook } from '../call-book.js';
import type { CopyBook } from '../copy-book.js';
import type { CorrelationRules, RuleName } from '../correlation-rules.js';
import type { NotificationPassed } from '../events.js';

/**
 * Which of the calls that were open when a notification came a rule waits for: those on the
 * notification's own resource, those of its session, or every one. A call of unknown session may
 * turn out to be anyone's.
 */
export type Patience = 'own-resource' | 'own-session' | 'everyone';

/** What rules may look at. */
export interface Known {
  readonly rules: CorrelationRules;
  readonly calls: CallBook;
  readonly copies: CopyBook;
}

/** Why a notification belongs to a call. */
export interface Explanation {
  readonly call: number;
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Present if it is a copy: the rule that linked the first delivery. */
  readonly copyBy?: string;
}

/**
 * One way to explain a notification. Rules are ranked; a rule is asked once its patience is
 * satisfied and all stronger ones found nothing, and again after each answer while the weaker wait.
 */
export interface Rule {
  /** Copies take the name of the rule that linked the first delivery. */
  readonly name: RuleName | 'copy';
  readonly patience: Patience;
  /** Whether it can ever say anything about this notification, so that none waits for nothing. */
  concerns(notification: NotificationPassed): boolean;
  explain(notification: NotificationPassed, known: Known): Explanation | null;
}
