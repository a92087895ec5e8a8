import type { Rule } from './rule.js';

/**
 * The same reference, resource and state as a notification that a call of another session caused:
 * a delivery to a supervisor. Without a resource there is no telling, for references of different
 * users are equal every day.
 */
export const copy: Rule = {
  name: 'copy',
  patience: 'everyone',
  concerns: (notification) => notification.resource !== null,
  explain(notification, { copies }) {
    const first = copies.firstDeliveryOf(notification);
    if (first === null) return null;
    return {
      call: first.call,
      evidence: { ...first.evidence, copyOf: first.notification },
      copyBy: first.rule,
    };
  },
};
