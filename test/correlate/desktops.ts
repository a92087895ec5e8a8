import fc from 'fast-check';
import type { CorrelationEvent, NotificationPassed } from '../../src/correlate/events.js';

/** What happens at one desktop, in its order; `seq` and `at` are given when they are interleaved. */
export type Step = CorrelationEvent;
export type History = readonly Step[];

const OUTCOMES: readonly (readonly [operation: string, state: string])[] = [
  ['Accept', 'Processing'],
  ['Complete', 'Completed'],
  ['Transfer', 'Revoked'],
  ['SetInFocus', 'Processing'],
];

/** One call of a desktop, with all that may follow it. */
const visit = fc.record({
  outcome: fc.constantFrom(...OUTCOMES),
  resource: fc.constantFrom('1', '2', 'shared'),
  // Few references, so that they collide between desktops and are used again within one.
  reference: fc.option(fc.constantFrom('1', '2', '3', '"1"'), { nil: null }),
  answer: fc.constantFrom<'full' | 'silent' | 'failed' | 'never'>(
    'full',
    'full',
    'full',
    'silent',
    'failed',
    'never',
  ),
  supplied: fc.option(fc.constantFrom('1', '2', '"r1"'), { nil: null, freq: 2 }),
  isBulk: fc.boolean(),
  isKnownAtRequest: fc.boolean(),
  notifications: fc.array(
    fc.record({
      tab: fc.constantFrom('a', 'b'),
      isFirst: fc.boolean(),
      reference: fc.constantFrom<'own' | 'supplied' | 'none' | 'other'>(
        'own',
        'own',
        'supplied',
        'none',
        'other',
      ),
      state: fc.constantFrom('own', 'own', 'Invited', 'Completed'),
    }),
    { maxLength: 3 },
  ),
  overlap: fc.nat(3),
});

/**
 * A little history of desktop number `session`: calls that overlap, are answered with and without
 * reference, fail or hang, notifications before and after the answer, to one of two tabs, and
 * unsolicited ones. It calls resources of its own, and one that others call too.
 */
export function desktop(session: number): fc.Arbitrary<History> {
  return fc.array(visit, { minLength: 1, maxLength: 6 }).map((visits) => {
    const steps: { readonly place: number; readonly step: Step }[] = [];
    let count = 0;
    visits.forEach((each, index) => {
      const call = session * 1_000 + index;
      const resource = each.resource === 'shared' ? 'shared' : `${session}-${each.resource}`;
      const [operation, state] = each.outcome;
      const place = index * 2;
      const base = { call, seq: 0, at: 0 } as const;
      steps.push({
        place,
        step: {
          ...base,
          type: 'call',
          session: each.isKnownAtRequest ? session : null,
          method: 'POST',
          path: `/api/v2/me/tweets/${resource}`,
          operation,
          reference: each.supplied,
        },
      });
      const reference = each.answer === 'full' ? each.reference : null;
      for (const { tab, isFirst, ...told } of each.notifications) {
        count += 1;
        steps.push({
          place: place + (isFirst ? 1 : 3 + each.overlap),
          step: notified(session, session * 1_000 + count, tab, {
            reference: { own: each.reference, supplied: each.supplied, none: null, other: '2' }[
              told.reference
            ],
            resource: {
              kind: 'twitter',
              id: resource,
              state: told.state === 'own' ? state : told.state,
            },
          }),
        });
      }
      if (each.answer === 'never') return;
      const failed = each.answer === 'failed';
      steps.push({
        place: place + 2 + each.overlap,
        step: {
          ...base,
          type: 'answer',
          session,
          status: failed ? 404 : 200,
          statusCode: failed ? 6 : 0,
          reference: each.isBulk ? null : reference,
          references: each.isBulk && reference !== null ? [{ resource, reference }] : null,
        },
      });
    });
    // Sorting is stable, so a request comes before all that follows from it.
    return steps.sort((a, b) => a.place - b.place).map(({ step }) => step);
  });
}

/** Copies to a supervisor of all that the desktops are told, in the order of each. */
export function copiesOf(histories: readonly History[], supervisor: number): History {
  return histories
    .flat()
    .filter((step) => step.type === 'notification')
    .map((step, index) => ({
      ...step,
      session: supervisor,
      clientId: `${supervisor}`,
      notification: supervisor * 1_000 + index,
    }));
}

/** Several histories as one, each in its own order. `turns` says whose turn it is. */
export function interleaved(
  histories: readonly History[],
  turns: readonly number[],
): CorrelationEvent[] {
  const rest = histories.map((history) => [...history]);
  const merged: Step[] = [];
  for (let i = 0; rest.some((history) => history.length > 0); i++) {
    const open = rest.filter((history) => history.length > 0);
    const step = open[(turns[i] ?? i) % open.length]?.shift();
    if (step !== undefined) merged.push(step);
  }
  return merged.map((step, index) => ({ ...step, seq: index + 1, at: index + 1 }));
}

function notified(
  session: number,
  notification: number,
  tab: string,
  facts: Pick<NotificationPassed, 'reference' | 'resource'>,
): NotificationPassed {
  return {
    type: 'notification',
    notification,
    seq: 0,
    at: 0,
    session,
    clientId: `${session}-${tab}`,
    channel: '/v2/me/tweets',
    messageType: 'TwitterStateChangeMessage',
    notificationType: 'StatusChange',
    ...facts,
  };
}
