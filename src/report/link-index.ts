import type { Link } from '../recording/exchange.js';

/** Links, found from either end. */
export interface LinkIndex {
  /** Links of a call, its own notifications and copies, in the order of the notifications' ids. */
  ofCall(call: number): readonly Link[];
  ofNotification(notification: number): Link | null;
}

export function indexLinks(links: readonly Link[]): LinkIndex {
  const byCall = new Map<number, Link[]>();
  const byNotification = new Map<number, Link>();
  for (const link of links) {
    // A link once made is final: a damaged file may hold a second one.
    if (byNotification.has(link.notification)) continue;
    byNotification.set(link.notification, link);
    const ofCall = byCall.get(link.call);
    if (ofCall === undefined) byCall.set(link.call, [link]);
    else ofCall.push(link);
  }
  for (const ofCall of byCall.values()) ofCall.sort((a, b) => a.notification - b.notification);
  return {
    ofCall: (call) => byCall.get(call) ?? [],
    ofNotification: (notification) => byNotification.get(notification) ?? null,
  };
}
