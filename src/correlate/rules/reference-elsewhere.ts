import { referenceEvidence } from './reference-response.js';
import type { Rule } from './rule.js';

/**
 * `reference-response` for a call whose path names another resource than the notification: a reply
 * makes a new interaction. Believed last, and only if nobody called the notification's resource (else
 * it is likely a copy whose original is still to come), and the reference was not yet echoed otherwise.
 */
export const referenceElsewhere: Rule = {
  name: 'reference-response',
  patience: 'everyone',
  concerns: ({ reference, resource }) => reference !== null && resource !== null,
  explain(notification, { calls }) {
    const call = calls
      .answeredWith(notification.session, notification.reference, notification.seq)
      .sort((a, b) => b.seq - a.seq)[0];
    if (call === undefined || call.caused.some((each) => each.reference === call.reference)) {
      return null;
    }
    for (const other of calls.allBefore(notification.seq)) {
      if (other.resource === notification.resource?.id) return null;
    }
    return {
      call: call.call,
      evidence: { ...referenceEvidence(call, notification), calledResource: call.resource },
    };
  },
};
