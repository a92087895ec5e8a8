import type { AnsweredCall } from '../call-book.js';
import type { NotificationPassed } from '../events.js';
import { bestFit } from './outcome-fit.js';
import type { Rule } from './rule.js';

/**
 * The resource in the call's path is the notification's, and the operation can lead to its state.
 * For answers without a reference. Asked after the rules that go by references, so no call of the
 * session that may concern this resource had the notification's.
 */
export const resource: Rule = {
  name: 'resource',
  patience: 'own-session',
  concerns: (notification) => notification.resource !== null,
  explain(notification, { calls, rules }) {
    const { session, seq } = notification;
    const candidates = calls
      .answeredWith(session, 'resource', notification.resource?.id, seq)
      .filter((call) => !call.failed && !isSpokenFor(call, notification));
    const best = bestFit(candidates, notification, rules);
    if (best === null) return null;
    return {
      call: best.call,
      evidence: {
        resource: best.resource,
        operation: best.operation,
        state: notification.resource?.state ?? null,
      },
    };
  },
};

/** Whether an earlier notification echoed a reference of it, so that it has no other. */
function isSpokenFor(call: AnsweredCall, { reference, seq }: NotificationPassed): boolean {
  if (reference === null) return false;
  const own = [call.reference, call.requestReference].filter((each) => each !== null);
  return call.caused.some(
    (each) => each.reference !== null && own.includes(each.reference) && each.seq < seq,
  );
}
