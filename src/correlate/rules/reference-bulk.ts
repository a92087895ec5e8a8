import type { AnsweredCall } from '../call-book.js';
import { deliveryKey } from '../delivery.js';
import type { NotificationPassed } from '../events.js';
import { bestFit } from './outcome-fit.js';
import { newest } from './reference-match.js';
import type { Rule } from './rule.js';

/**
 * The answer has a reference for each of several resources, and one notification follows for each.
 * In the vendor's sample that has no reference, so the resource's place in the answer decides.
 */
export const referenceBulk: Rule = {
  name: 'reference-bulk',
  patience: 'own-session',
  concerns: ({ reference, resource }) => reference !== null || resource !== null,
  explain(notification, { calls, rules }) {
    const { session, reference, resource, seq } = notification;
    let call: AnsweredCall | null;
    if (reference === null) {
      const candidates = calls
        .answeredWith(session, 'bulk-resource', resource?.id, seq)
        .filter((each) => !each.failed && !hadItsNotification(each, notification));
      call = bestFit(candidates, notification, rules);
    } else {
      const candidates = calls
        .answeredWith(session, 'bulk-reference', reference, seq)
        .filter((each) => entryOf(each, notification) !== undefined);
      call = newest(candidates);
    }
    const entry = call && entryOf(call, notification);
    if (!call || !entry) return null;
    return {
      call: call.call,
      evidence: {
        resource: entry.resource,
        referenceId: entry.reference,
        responseSeq: call.answeredSeq,
        state: resource?.state ?? null,
      },
    };
  },
};

function entryOf(call: AnsweredCall, { reference, resource }: NotificationPassed) {
  return call.references.find(
    (each) =>
      (reference === null || each.reference === reference) &&
      (resource === null || each.resource === resource.id),
  );
}

/** One each: what comes later is something else, but a second tab's delivery of the same. */
function hadItsNotification(call: AnsweredCall, notification: NotificationPassed): boolean {
  const key = deliveryKey(notification);
  return call.caused.some(
    (each) =>
      each.resource === notification.resource?.id &&
      (each.key !== key || each.clientId === notification.clientId),
  );
}
