import type { AnsweredCall } from '../call-book.js';
import type { CorrelationRules } from '../correlation-rules.js';
import type { NotificationPassed } from '../events.js';
import type { Rule } from './rule.js';

/**
 * The resource in the call's path is the notification's, and the operation can lead to its state.
 * For answers without a reference. Asked after `reference-response`, so no answer of the session
 * that may concern this resource had the notification's reference.
 */
export const resource: Rule = {
  name: 'resource',
  patience: 'own-session',
  concerns: (notification) => notification.resource !== null,
  explain(notification, { calls, rules }) {
    let best: AnsweredCall | null = null;
    let bestFit = 0;
    const { session, seq } = notification;
    for (const call of calls.answeredOn(session, notification.resource?.id, seq)) {
      if (call.failed || isSpokenFor(call, notification)) continue;
      const fit = fitOf(call.operation, notification, rules);
      if (fit === 0 || fit < bestFit) continue;
      if (best === null || fit > bestFit || call.seq > best.seq) best = call;
      bestFit = fit;
    }
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

/** Whether an earlier notification echoed the reference of its answer, so that it has no other. */
function isSpokenFor(call: AnsweredCall, { reference, seq }: NotificationPassed): boolean {
  if (reference === null || call.reference === null) return false;
  return call.caused.some((each) => each.reference === call.reference && each.seq < seq);
}

/** 2: the operation is known to lead there, 1: it may, 0: it does not. */
function fitOf(
  operation: string | null,
  { resource, notificationType }: NotificationPassed,
  rules: CorrelationRules,
): 0 | 1 | 2 {
  const isPropertyType =
    notificationType !== null && rules.propertyTypes.includes(notificationType);
  if (operation === null) return 1;
  if (rules.propertyOperations.includes(operation)) {
    if (notificationType === null) return 1;
    return isPropertyType ? 2 : 0;
  }
  if (!Object.hasOwn(rules.outcomes, operation)) return 1;
  const state = resource?.state ?? null;
  if (isPropertyType || state === null) return 0;
  return rules.outcomes[operation]?.includes(state) ? 2 : 0;
}
