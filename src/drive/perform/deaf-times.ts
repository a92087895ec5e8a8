import type { SessionPlan } from '../plan/session-plan.js';
import type { HandshakeStep } from '../plan/step.js';

type Plan = Pick<SessionPlan, 'steps' | 'happenings'>;

/** Indices of the notifications that come to a tab by one of its handshakes: until it shakes hands again. */
export function heardBy(plan: Plan, handshake: HandshakeStep): readonly number[] {
  const next = handshakesOf(plan).find(
    ({ tab, seq }) => tab === handshake.tab && seq > handshake.seq,
  );
  return notificationsIn(plan, handshake.tab, handshake.seq, next?.seq ?? Infinity);
}

/** Indices of the notifications that came to tabs before they shook hands: the recording began later, or misses it. */
export function heardUnshaken(plan: Plan): readonly number[] {
  const first = new Map<number, number>();
  for (const { tab, seq, successful } of handshakesOf(plan)) {
    if (successful && !first.has(tab)) first.set(tab, seq);
  }
  const tabs = new Set<number>();
  for (const each of plan.happenings) if (each.kind === 'notification') tabs.add(each.tab);
  return [...tabs].flatMap((tab) =>
    notificationsIn(plan, tab, -Infinity, first.get(tab) ?? Infinity),
  );
}

function handshakesOf({ steps }: Plan): readonly HandshakeStep[] {
  return steps.filter((step) => step.kind === 'handshake');
}

function notificationsIn({ happenings }: Plan, tab: number, from: number, to: number): number[] {
  const found: number[] = [];
  happenings.forEach((each, index) => {
    if (each.kind !== 'notification' || each.tab !== tab) return;
    if (each.seq > from && each.seq < to) found.push(index);
  });
  return found;
}
