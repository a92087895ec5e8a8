import type { AnsweredCall, CallBook } from '../call-book.js';
import type { NotificationPassed } from '../events.js';
import type { Rule } from './rule.js';

/**
 * The answer's reference is the notification's. References restart, so the newest such call counts,
 * and one on the notification's own resource before others. A call on another resource is no match
 * here: its small number may well be a copy's, from another user's counter.
 */
export const referenceResponse: Rule = {
  name: 'reference-response',
  patience: 'own-resource',
  concerns: (notification) => notification.reference !== null,
  explain(notification, { calls }) {
    const call = bestMatch(calls, notification);
    return call && { call: call.call, evidence: referenceEvidence(call, notification) };
  },
};

/** What was equal, for rules that go by the answer's reference. */
export function referenceEvidence(
  call: AnsweredCall,
  { reference, resource }: NotificationPassed,
): Readonly<Record<string, unknown>> {
  return {
    referenceId: reference,
    responseSeq: call.answeredSeq,
    ...(resource !== null && { resource: resource.id, state: resource.state }),
  };
}

function bestMatch(calls: CallBook, notification: NotificationPassed): AnsweredCall | null {
  const { session, reference, seq } = notification;
  const id = notification.resource?.id;
  const matches = calls
    .answeredWith(session, reference, seq)
    .filter((call) => id === undefined || call.resource === null || call.resource === id);
  // As if asked the moment the own calls on the resource were answered, whenever it is asked: a
  // stranger's open call of unknown session may have made it later, and must not change the result.
  const onResource = calls.answeredOn(session, id, seq);
  const settled = Math.max(seq, ...onResource.map((call) => call.answeredSeq));
  const inTime = matches.filter((call) => call.answeredSeq <= settled);
  if (inTime.length === 0) return matches[0] ?? null;
  const sameResource = inTime.filter((call) => id !== undefined && call.resource === id);
  return newest(sameResource) ?? newest(inTime);
}

function newest(calls: readonly AnsweredCall[]): AnsweredCall | null {
  return calls.reduce<AnsweredCall | null>(
    (best, call) => (best === null || call.seq > best.seq ? call : best),
    null,
  );
}
