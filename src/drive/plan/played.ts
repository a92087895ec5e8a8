import type { LinkOf } from '../../acts/act.js';
import type { Visits } from '../../acts/visits.js';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import type { HandedOver } from '../values/flow.js';
import { type SessionPlan, sessionPlan } from './session-plan.js';
import { type Ties, tiesOf } from './ties.js';

/** What is driven. */
export interface Played {
  /** Of all sessions, and of what belongs to none. */
  readonly plans: readonly SessionPlan[];
  readonly ties: Ties;
  readonly isPlayed: (session: number) => boolean;
  /** How many are driven. */
  readonly desktops: number;
  readonly acts: number;
  readonly calls: number;
  readonly notifications: number;
}

/**
 * @param wanted id or user of the sessions that are driven; null for all
 * @param handedOver what desktops had from each other
 */
export function playedOf(
  visits: Visits,
  linkOf: LinkOf,
  rules: CorrelationRules,
  wanted: string | null,
  handedOver: readonly HandedOver[],
): Played {
  const plans = visits.parts.map((part) => {
    const { exchanges, traffic } = visits.visit(part);
    return sessionPlan(part, exchanges, traffic, linkOf, rules);
  });
  const nobodys = visits.existing(visits.survey().exchangesOf(null));
  const nobody = { id: null, user: null };
  plans.push(sessionPlan(nobody, nobodys, visits.trafficOf(null, nobodys), linkOf, rules));
  const isPlayed = (index: number): boolean => {
    const plan = plans[index];
    if (plan === undefined || plan.steps.length === 0) return false;
    return wanted === null || plan.user === wanted || String(plan.session) === wanted;
  };
  const played = plans.filter((_, index) => isPlayed(index));
  const count = (of: (plan: SessionPlan) => number): number =>
    played.reduce((sum, plan) => sum + of(plan), 0);
  return {
    plans,
    ties: tiesOf(plans, handedOver),
    isPlayed,
    desktops: played.length,
    acts: count(({ steps }) => steps.length),
    calls: count(
      ({ steps }) =>
        steps.filter((step) => step.kind === 'http' && step.exchange.kind === 'call').length,
    ),
    notifications: count(
      ({ happenings }) => happenings.filter(({ kind }) => kind === 'notification').length,
    ),
  };
}
