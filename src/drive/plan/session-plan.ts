import type { LinkOf } from '../../acts/act.js';
import { latestBefore } from '../../acts/place-consequences.js';
import { recordedTabs } from '../../acts/recorded-tabs.js';
import type { SessionTraffic } from '../../acts/turns.js';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { notificationFacts } from '../../correlate/facts.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { RecordedExchange } from '../../recording/reader.js';
import { type Answered, type BareBayeuxStep, bayeuxSteps } from './bayeux-steps.js';
import type { Happening, HttpStep, Step } from './step.js';

/** What the desktop of one recorded session does, and what comes to it, each in wire order. */
export interface SessionPlan {
  /** Null for requests that belong to no session. */
  readonly session: number | null;
  readonly user: string | null;
  readonly steps: readonly Step[];
  readonly happenings: readonly Happening[];
}

type BareStep =
  | BareBayeuxStep
  | (Omit<HttpStep, 'awaits' | 'answer' | 'took'> & { readonly answered: Answered | null });

/** @param exchanges all of the session, in wire order */
export function sessionPlan(
  { id, user }: { readonly id: number | null; readonly user: string | null },
  exchanges: readonly RecordedExchange[],
  traffic: SessionTraffic,
  linkOf: LinkOf,
  rules: CorrelationRules,
): SessionPlan {
  const tabs = recordedTabs(traffic.turns);
  const bare = [...httpSteps(exchanges), ...bayeuxSteps(traffic.turns, tabs)].toSorted(
    (one, other) => one.seq - other.seq,
  );
  const callSteps = new Map<number, number>();
  bare.forEach((step, index) => {
    if (step.kind === 'http') callSteps.set(step.exchange.id, index);
  });
  const happenings: Happening[] = traffic.notifications.map((received) => {
    const { row, data } = received;
    const call = linkOf(row.id)?.call ?? null;
    const before = latestBefore(bare, row.seq);
    return {
      kind: 'notification',
      seq: row.seq,
      at: row.at,
      received,
      facts: notificationFacts(data === null ? null : tryParseJson(data), rules),
      tab: tabs.of(row.clientId),
      call,
      follows: (call === null ? undefined : callSteps.get(call)) ?? (before < 0 ? null : before),
    };
  });
  bare.forEach(({ answered }, step) => {
    if (answered !== null) happenings.push({ kind: 'answer', ...answered, step });
  });
  happenings.sort((one, other) => one.seq - other.seq);
  const answers = new Map<number, number>();
  happenings.forEach((each, index) => {
    if (each.kind === 'answer') answers.set(each.step, index);
  });
  const steps = bare.map(({ answered, ...step }, index): Step => {
    const answer = answers.get(index) ?? null;
    const took = Math.max((answered?.at ?? step.at) - step.at, 0);
    return { ...step, awaits: latestBefore(happenings, step.seq) + 1, answer, took };
  });
  return { session: id, user, steps, happenings };
}

function httpSteps(exchanges: readonly RecordedExchange[]): BareStep[] {
  return exchanges
    .filter(({ kind }) => kind === 'call' || kind === 'safe')
    .map((exchange): BareStep => {
      const { seq, startedAt, method, path, operation, responseSeq, endedAt, outcome } = exchange;
      const awaited = outcome !== 'open' && outcome !== 'cut-by-desktop' && responseSeq !== null;
      return {
        kind: 'http',
        seq,
        at: startedAt,
        name: [method, path, operation].filter(Boolean).join(' '),
        exchange,
        answered: awaited ? { seq: responseSeq, at: endedAt ?? startedAt } : null,
      };
    });
}
