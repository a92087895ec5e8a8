import type { AnsweredCall } from '../call-book.js';
import type { CallRequested, NotificationPassed } from '../events.js';
import { NamedCounts } from './named-counts.js';
import { type WhyUnanswered, whyUnanswered } from './why-unanswered.js';
import { type WhyUnsolicited, whyUnsolicited } from './why-unsolicited.js';

/** The calls of one operation. */
export interface OperationTally {
  /** Null for calls that name none, `(others)` for all beyond a thousand names. */
  readonly operation: string | null;
  readonly calls: number;
  /** Calls that at least one notification answered. */
  readonly answered: number;
  /** The others, by reason; a reason that none has is left out. */
  readonly unanswered: Readonly<Partial<Record<WhyUnanswered, number>>>;
}

/** The notifications of one message type that are linked with no call. */
export interface UnsolicitedTally {
  /** Null for those that name none, `(others)` for all beyond a thousand names. */
  readonly messageType: string | null;
  readonly notifications: number;
  readonly reasons: Readonly<Partial<Record<WhyUnsolicited, number>>>;
}

type Reasons<R extends string> = Partial<Record<R, number>>;

interface Calls {
  answered: number;
  readonly unanswered: Reasons<WhyUnanswered>;
}

/**
 * Counts what was linked and what was not, and why, while it becomes known. What still waits is not
 * counted yet. Calls with a negative number are left out of the recording, and so of the count.
 */
export class CorrelationTally {
  readonly #operations = new NamedCounts<Calls>(() => ({ answered: 0, unanswered: {} }));
  readonly #unsolicited = new NamedCounts<Reasons<WhyUnsolicited>>(() => ({}));

  called({ call, operation }: CallRequested, expectsNone: boolean): void {
    if (call < 0) return;
    count(this.#operations.of(operation).unanswered, expectsNone ? 'expects-none' : 'no-answer', 1);
  }

  /** Its answer came. */
  answered(call: AnsweredCall): void {
    if (call.call < 0) return;
    const { unanswered } = this.#operations.of(call.operation);
    count(unanswered, 'no-answer', -1);
    count(unanswered, whyUnanswered(call), 1);
  }

  /** The first notification was linked with it. */
  linked(call: AnsweredCall): void {
    if (call.call < 0) return;
    const calls = this.#operations.of(call.operation);
    count(calls.unanswered, whyUnanswered(call), -1);
    calls.answered += 1;
  }

  /** No rule explains it, or `why` says why none was asked. */
  unsolicited(notification: NotificationPassed, why = whyUnsolicited(notification)): void {
    count(this.#unsolicited.of(notification.messageType), why, 1);
  }

  /** What was unsolicited turned out to be a copy. */
  copied(notification: NotificationPassed): void {
    count(this.#unsolicited.of(notification.messageType), whyUnsolicited(notification), -1);
  }

  /** In the order in which the operations came. */
  operations(): OperationTally[] {
    return this.#operations.entries().map(([operation, { answered, unanswered }]) => ({
      operation,
      calls: answered + sum(unanswered),
      answered,
      unanswered: { ...unanswered },
    }));
  }

  /** In the order in which the message types came; those of which none is unsolicited any more are left out. */
  unsolicitedTypes(): UnsolicitedTally[] {
    return this.#unsolicited
      .entries()
      .map(([messageType, reasons]) => ({
        messageType,
        notifications: sum(reasons),
        reasons: { ...reasons },
      }))
      .filter(({ notifications }) => notifications > 0);
  }
}

function count<R extends string>(reasons: Reasons<R>, reason: R, by: 1 | -1): void {
  const counted: number = (reasons[reason] ?? 0) + by;
  if (counted === 0) delete reasons[reason];
  else reasons[reason] = counted;
}

function sum(reasons: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(reasons).reduce<number>((total, each) => total + (each ?? 0), 0);
}
