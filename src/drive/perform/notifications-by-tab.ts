import type { SessionPlan } from '../plan/session-plan.js';
import type { NotificationHappening } from '../plan/step.js';

/** The notifications of a session with the indices of their happenings, by tab. */
export function notificationsByTab({
  happenings,
}: Pick<SessionPlan, 'happenings'>): ReadonlyMap<number, [number, NotificationHappening][]> {
  const tabs = new Map<number, [number, NotificationHappening][]>();
  happenings.forEach((each, index) => {
    if (each.kind !== 'notification') return;
    const known = tabs.get(each.tab);
    if (known) known.push([index, each]);
    else tabs.set(each.tab, [[index, each]]);
  });
  return tabs;
}
