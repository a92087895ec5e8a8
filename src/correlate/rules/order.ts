import { bestFit } from './outcome-fit.js';
import { newest } from './reference-match.js';
import type { Rule } from './rule.js';

/**
 * The newest call of the session that no notification answered before. A guess, made only if asked
 * for and marked weak; it never contradicts what call and notification say themselves. A call that
 * failed can be followed by an error, which is about no resource.
 */
export const order: Rule = {
  name: 'order',
  patience: 'everyone',
  concerns: () => true,
  explain(notification, { calls, rules }) {
    const { session, resource, seq } = notification;
    const candidates = calls
      .allAnswered(session, seq)
      .filter(
        (call) =>
          !call.caused.some((each) => each.seq < seq) &&
          (resource === null || call.resource === null || call.resource === resource.id) &&
          !(call.failed && resource !== null),
      );
    // What is about no resource tells no state either, so it fits any operation.
    const best = resource === null ? newest(candidates) : bestFit(candidates, notification, rules);
    return best && { call: best.call, evidence: { weak: true, requestSeq: best.seq } };
  },
};
