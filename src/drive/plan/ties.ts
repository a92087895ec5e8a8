import { latestBefore } from '../../acts/place-consequences.js';
import { groupBy } from '../../group-by.js';
import type { HandedOver } from '../values/flow.js';
import type { SessionPlan } from './session-plan.js';
import type { NotificationHappening } from './step.js';

/** A step of one of the sessions, both by index. */
export interface StepAt {
  readonly session: number;
  readonly step: number;
}

/** How the sessions of a recording hang together. */
export interface Ties {
  /** The step of another session that brought a notification about; null if it was the session's own, or nobody knows. */
  causeOf(session: number, happening: number): StepAt | null;
  /** What other sessions had been given before a step, so that they could be told of what it brings about. */
  before(session: number, step: number): readonly HappeningAt[];
}

/** A happening of one of the sessions, both by index. */
export interface HappeningAt {
  readonly session: number;
  readonly happening: number;
}

/** Sessions that are told the same at once, of whom each is tied to each; of more, all are tied to the latest that acted. */
const few = 8;

/**
 * Finds out which session's step brought about what another was told: the call that it is linked with, else, where several were
 * told the same, the latest step of any of them before, else the latest call on its resource. And a user's next visit begins
 * when the one before is over. Who carries a value that only another was told waits until that one was. All ties lead to what came before,
 * so nobody ever waits in a circle.
 */
export function tiesOf(
  plans: readonly SessionPlan[],
  handedOver: readonly HandedOver[] = [],
): Ties {
  const causes = plans.map(() => new Map<number, StepAt>());
  const needs = plans.map(() => new Map<number, Map<number, number>>());
  const calls = callsOf(plans);
  const answers = plans.map(({ happenings }) =>
    latestUpTo(happenings, ({ kind }) => kind === 'answer'),
  );
  const acts = plans.map(({ steps }) =>
    latestUpTo(steps, (step) => step.kind !== 'http' || step.exchange.kind !== 'safe'),
  );

  /** The step waits for what a session had been given before it. */
  const tie = (cause: StepAt, session: number): void => {
    const step = plans[cause.session]?.steps[cause.step];
    if (step === undefined || session === cause.session) return;
    const at = latestBefore(plans[session]?.happenings ?? [], step.seq);
    const happening = answers[session]?.[at] ?? -1;
    if (happening < 0) return;
    const ofSession = needs[cause.session];
    const known = ofSession?.get(cause.step) ?? new Map<number, number>();
    ofSession?.set(cause.step, known);
    known.set(session, Math.max(known.get(session) ?? -1, happening));
  };
  const brought = (told: Told, cause: StepAt): void => {
    if (told.session === cause.session) return;
    causes[told.session]?.set(told.happening, cause);
    tie(cause, told.session);
  };

  const unlinked: Told[] = [];
  for (const told of tellings(plans)) {
    const cause = told.notification.call === null ? undefined : calls.get(told.notification.call);
    if (cause === undefined) unlinked.push(told);
    else brought(told, cause);
  }
  const alone: Told[] = [];
  for (const group of groupsOf(unlinked)) {
    const [first] = group;
    if (first === undefined) continue;
    const sessions = new Set(group.map(({ session }) => session));
    if (sessions.size < 2) {
      alone.push(...group);
      continue;
    }
    const acted = [...sessions]
      .map((session) => {
        const at = latestBefore(plans[session]?.steps ?? [], first.notification.seq);
        return { session, step: acts[session]?.[at] ?? -1 };
      })
      .filter(({ step }) => step >= 0)
      .toSorted((one, other) => seqAt(plans, one) - seqAt(plans, other));
    const latest = acted.at(-1);
    if (latest === undefined) continue;
    for (const told of group) brought(told, latest);
    if (sessions.size > few) continue;
    for (const cause of acted) for (const session of sessions) tie(cause, session);
  }
  for (const [told, cause] of byResource(alone, plans)) brought(told, cause);
  for (const [session, earlier] of visitsInTurn(plans)) tie({ session, step: 0 }, earlier);
  const handed = handOvers(plans, handedOver);
  return {
    causeOf: (session, happening) => causes[session]?.get(happening) ?? null,
    before: (session, step) => [
      ...Array.from(needs[session]?.get(step) ?? [], ([other, happening]) => ({
        session: other,
        happening,
      })),
      ...(handed.get(`${session} ${step}`) ?? []),
    ],
  };
}

/** What steps wait for because another session was told what they carry, by session and step. */
function handOvers(
  plans: readonly SessionPlan[],
  handedOver: readonly HandedOver[],
): ReadonlyMap<string, readonly HappeningAt[]> {
  const found = new Map<string, HappeningAt[]>();
  if (handedOver.length === 0) return found;
  const wanted = new Set(handedOver.map(({ said }) => said));
  const saidAt = new Map<number, HappeningAt>();
  plans.forEach(({ happenings }, session) => {
    happenings.forEach(({ seq }, happening) => {
      if (wanted.has(seq)) saidAt.set(seq, { session, happening });
    });
  });
  const indices = new Map(plans.map((plan, index) => [plan.session, index]));
  for (const { session, asked, said } of handedOver) {
    const at = saidAt.get(said);
    const index = indices.get(session);
    if (at === undefined || index === undefined || index === at.session) continue;
    const step = latestBefore(plans[index]?.steps ?? [], asked + 1);
    const key = `${index} ${step}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [at]);
    else known.push(at);
  }
  return found;
}

/** Visits of one user that followed each other: each with the latest that was over when it began. */
function* visitsInTurn(
  plans: readonly SessionPlan[],
): Iterable<readonly [session: number, earlier: number]> {
  const ends = plans.map(({ steps, happenings }) =>
    Math.max(steps.at(-1)?.seq ?? 0, happenings.at(-1)?.seq ?? 0),
  );
  const visits = groupBy(
    [...plans.keys()].filter((at) => plans[at]?.user !== null && plans[at]?.steps.length !== 0),
    (at) => plans[at]?.user,
  );
  for (const own of visits.values()) {
    const over = own.toSorted((one, other) => (ends[one] ?? 0) - (ends[other] ?? 0));
    const overAt = over.map((at) => ({ seq: ends[at] ?? 0 }));
    for (const at of own) {
      const earlier = over[latestBefore(overAt, plans[at]?.steps[0]?.seq ?? 0)];
      if (earlier !== undefined) yield [at, earlier];
    }
  }
}

interface Told extends HappeningAt {
  readonly notification: NotificationHappening;
}

/** All notifications in wire order. */
function tellings(plans: readonly SessionPlan[]): Told[] {
  return plans
    .flatMap(({ happenings }, session) =>
      happenings.flatMap((each, happening) =>
        each.kind === 'notification' ? [{ session, happening, notification: each }] : [],
      ),
    )
    .toSorted((one, other) => one.notification.seq - other.notification.seq);
}

function callsOf(plans: readonly SessionPlan[]): ReadonlyMap<number, StepAt> {
  const calls = new Map<number, StepAt>();
  plans.forEach(({ steps }, session) => {
    steps.forEach((step, index) => {
      if (step.kind === 'http') calls.set(step.exchange.id, { session, step: index });
    });
  });
  return calls;
}

/** Notifications that say the same, the n-th of each session together, each group in wire order. */
function groupsOf(told: readonly Told[]): Iterable<readonly Told[]> {
  const groups = new Map<string, Told[]>();
  const counts = new Map<string, number>();
  for (const each of told) {
    const { facts, received } = each.notification;
    const { resource } = facts;
    const what =
      resource === null
        ? [received.channel, facts.messageType, received.data]
        : [facts.messageType, resource.kind, resource.id, resource.state];
    const key = JSON.stringify(what);
    const own = `${each.session} ${each.notification.tab} ${key}`;
    const nth = counts.get(own) ?? 0;
    counts.set(own, nth + 1);
    const group = groups.get(`${nth} ${key}`);
    if (group) group.push(each);
    else groups.set(`${nth} ${key}`, [each]);
  }
  return groups.values();
}

/** Pairs notifications of one session with the call on their resource that another made after the session's own latest one. */
function* byResource(
  told: readonly Told[],
  plans: readonly SessionPlan[],
): Iterable<readonly [Told, StepAt]> {
  const calls = [...callsOf(plans).values()]
    .filter((each) => {
      const step = plans[each.session]?.steps[each.step];
      return step?.kind === 'http' && step.exchange.kind === 'call';
    })
    .toSorted((one, other) => seqAt(plans, one) - seqAt(plans, other));
  const latest = new Map<string, StepAt>();
  let next = 0;
  for (const each of told) {
    const { seq, facts } = each.notification;
    for (let call = calls[next]; call && seqAt(plans, call) < seq; call = calls[++next]) {
      const step = plans[call.session]?.steps[call.step];
      if (step?.kind !== 'http') continue;
      for (const segment of step.exchange.path.replace(/\?.*$/su, '').split('/')) {
        if (/\d/u.test(segment) && segment.length > 2) latest.set(segment, call);
      }
    }
    const cause = facts.resource === null ? undefined : latest.get(facts.resource.id);
    if (cause !== undefined) yield [each, cause];
  }
}

function seqAt(plans: readonly SessionPlan[], { session, step }: StepAt): number {
  return plans[session]?.steps[step]?.seq ?? 0;
}

/** For each place in a list the latest one up to it that is wanted, so that nobody goes back step by step; -1 if there is none. */
function latestUpTo<T>(list: readonly T[], wanted: (each: T) => boolean): Int32Array {
  const latest = new Int32Array(list.length);
  let last = -1;
  list.forEach((each, index) => {
    if (wanted(each)) last = index;
    latest[index] = last;
  });
  return latest;
}
