import type { LiveSession } from '../live-session.js';
import { statusOf } from './error-answer.js';

/** Its first Bayeux session becomes unknown: what it did not get comes after its next handshake. */
export function expireSession({ deliveries }: LiveSession): void {
  const open = deliveries.openTabs();
  const first = Math.min(...open.map(({ tab }) => tab), ...deliveries.away);
  const tab = open.find((each) => each.tab === first);
  // It may have to come back from the last time.
  if (tab === undefined) return;
  deliveries.away.push(tab.tab);
  tab.client.held?.fail('unknown-client');
  tab.client.expire();
}

/** Lets a connect fail that is held, if one is to fail and one is held. */
export function failHeld({ faults, deliveries }: LiveSession): void {
  if (faults?.connectFails !== true) return;
  for (const { client } of deliveries.openTabs()) {
    if (client.held === null) continue;
    const rule = faults.takeConnectFailure();
    client.held.fail(rule?.kind === 'error' ? statusOf(rule) : 'cut');
    return;
  }
}
