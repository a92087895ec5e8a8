import type { NotificationPassed } from '../events.js';

/**
 * Why a notification is linked with no call, as far as the correlator knows:
 *
 * - `begins-interaction`: its state begins an interaction, which answers no call
 * - `reference-unknown`: no call that it could answer had its reference, nor fits otherwise
 * - `resource-unknown`: it has no reference, and no call on its resource leads to its state
 * - `names-nothing`: it has neither a reference nor a resource
 * - `crowded-out`: more notifications waited for answers than are remembered, and it came first
 */
export type WhyUnsolicited =
  | 'begins-interaction'
  | 'reference-unknown'
  | 'resource-unknown'
  | 'names-nothing'
  | 'crowded-out';

/** Why a notification that no rule explains is unsolicited. */
export function whyUnsolicited({ reference, resource }: NotificationPassed): WhyUnsolicited {
  if (reference !== null) return 'reference-unknown';
  return resource === null ? 'names-nothing' : 'resource-unknown';
}
