import { groupBy } from '../group-by.js';
import { lazily } from '../lazily.js';
import { longestRise, type Pair } from './align/common-subsequence.js';
import { anchors } from './anchors.js';
import { placeInBaseline } from './compare-calls.js';
import type { Context, KeptAligned } from './context.js';
import type { Notice } from './notice.js';
import { pairAlike, pairNotices, type Told } from './pair-notices.js';
import { References } from './rename/references.js';
import { aboutWhole, noticeSubject } from './subjects.js';

type SideName = 'baseline' | 'candidate';

/** Compares what two sessions were told; the calls of all sessions must have been put together before. */
export function compareNotices(context: Context, aligned: KeptAligned): void {
  const { calls, comparison, counts, ledger } = context;
  const { session, user } = aligned;
  const left = toldTo(context, aligned, 'baseline');
  const right = toldTo(context, aligned, 'candidate');
  const found = pairNotices(left, right);
  const alike = (one: number, other: number): boolean =>
    comparison.areAlike(
      dataOf(context, noticeAt(left, one), 'baseline'),
      dataOf(context, noticeAt(right, other), 'candidate'),
    );
  const pairs = [...found, ...pairAlike(left, right, found, alike)].sort(([a], [b]) => a - b);
  counts.notifications += pairs.length;
  for (const [one, other] of pairs) {
    compareNotice(context, aligned, noticeAt(left, one), noticeAt(right, other));
  }
  compareOrder(context, aligned, left, right, pairs);
  const timesOf = timesByCause(left, right);
  // What a call caused that only one side has is missing, or extra, with it.
  const implied = ({ call }: Notice, side: SideName): boolean =>
    call !== null && calls.of(side, call) === null;
  const [here, there] = [new Set(pairs.map(([a]) => a)), new Set(pairs.map(([, b]) => b))];
  for (const [at, told] of left.entries()) {
    const { notice } = told;
    if (here.has(at) || implied(notice, 'baseline')) continue;
    const data = dataOf(context, notice, 'baseline');
    const subject = noticeSubject(context, notice, null, user);
    ledger.found({
      ...aboutWhole('notification-missing', subject, [session, notice.seq]),
      ...{ path: '', place: '', times: timesOf(told) },
      ...(data !== null && { baseline: data }),
    });
  }
  const placeOf = placeInBaseline(aligned);
  for (const [at, told] of right.entries()) {
    const { notice } = told;
    if (there.has(at) || implied(notice, 'candidate')) continue;
    const data = dataOf(context, notice, 'candidate');
    const subject = noticeSubject(context, null, notice, user);
    ledger.found({
      ...aboutWhole('notification-extra', subject, [session, placeOf(notice.seq)]),
      ...{ path: '', place: '', times: timesOf(told) },
      ...(data !== null && { candidate: data }),
    });
  }
}

/** How many of one label came after one cause, on each side. */
function timesByCause(
  left: readonly Told[],
  right: readonly Told[],
): (told: Told) => { readonly baseline: number; readonly candidate: number } {
  const keyOf = ({ cause, notice }: Told): string =>
    JSON.stringify([cause, notice.channel, notice.messageType, notice.notificationType]);
  const ours = lazily(() => groupBy(left, keyOf));
  const theirs = lazily(() => groupBy(right, keyOf));
  return (told) => ({
    baseline: ours().get(keyOf(told))?.length ?? 0,
    candidate: theirs().get(keyOf(told))?.length ?? 0,
  });
}

function noticeAt(told: readonly Told[], at: number): Notice {
  return (told[at] as Told).notice;
}

/** Gives causes and ids the names that both sides share. */
function toldTo(
  { calls, identifiers }: Context,
  { steps, ...views }: KeptAligned,
  side: SideName,
): readonly Told[] {
  const view = views[side];
  if (view === null) return [];
  const { renaming, usage } = identifiers;
  const paired = steps.map((pair) => pair[side === 'baseline' ? 0 : 1]);
  const anchor = anchors(view.steps, paired);
  const actOf = new Map(paired.map((at, index) => [view.steps[at]?.callId, index]));
  const causeOf = ({ call, seq }: Notice): string | null => {
    const own = call === null ? undefined : actOf.get(call);
    if (own !== undefined) return `act ${own}`;
    if (call === null) return `act ${anchor(seq)}`;
    const pair = calls.of(side, call);
    return pair === null ? null : `call ${pair.baseline}`;
  };
  const sharedId = (id: string | null): string | null => {
    if (id === null) return null;
    if (side === 'candidate') {
      return renaming.isNamed(id) || usage.baseline.isIdentifier(id) ? id : '?';
    }
    return renaming.likely(id) ?? (usage.candidate.isIdentifier(id) ? id : '?');
  };
  return view.notices.map((notice) => ({
    notice,
    cause: causeOf(notice),
    byItself: notice.call === null && view.steps[paired[anchor(notice.seq)] ?? -1]?.callId == null,
    id: sharedId(notice.id),
  }));
}

function compareNotice(context: Context, aligned: KeptAligned, one: Notice, other: Notice): void {
  const { comparison, identifiers, calls, ledger, latencies } = context;
  const { session, user } = aligned;
  const subject = noticeSubject(context, one, other, user);
  const order = [session, one.seq] as const;
  const pair = calls.of('baseline', one.call);
  const references = pair?.references ?? new References();
  const startedAt = pair?.candidate === other.call ? pair.startedAt : null;
  if (pair !== null && startedAt !== null && !one.copy && !other.copy) {
    latencies?.took(pair.label, subject.label, {
      baseline: one.at - startedAt.baseline,
      candidate: other.at - startedAt.candidate,
    });
  }
  if (one.channel !== other.channel) {
    ledger.found({
      ...aboutWhole('notification-changed', subject, order),
      baseline: JSON.stringify(one.channel),
      candidate: JSON.stringify(other.channel),
    });
  }
  if (one.id !== null && one.id === other.id) {
    identifiers.renaming.vote([one.id, one.id], subject.notification ?? '');
  }
  comparison.notifications(
    dataOf(context, one, 'baseline'),
    dataOf(context, other, 'candidate'),
    subject,
    order,
    references,
    one.reference === other.reference ? one.reference : null,
    one.id,
  );
}

/** Tells of each notification that left its place among those of one cause. */
function compareOrder(
  context: Context,
  { session, user }: KeptAligned,
  left: readonly Told[],
  right: readonly Told[],
  pairs: readonly Pair[],
): void {
  const together = pairs.filter(([one, other]) => {
    const [a, b] = [left[one] as Told, right[other] as Told];
    const linked = (a.notice.call === null) === (b.notice.call === null);
    return a.cause !== null && a.cause === b.cause && a.notice.tab === b.notice.tab && linked;
  });
  const groups = groupBy(together, ([one]) => {
    const { cause, notice, byItself } = left[one] as Told;
    // What others set off comes in whatever order, but for what happens to one and the same thing.
    const about = byItself ? notice.id : null;
    return JSON.stringify([cause, notice.tab, notice.call === null, about]);
  });
  for (const group of groups.values()) {
    const others = group.map(([, other]) => other);
    const kept = longestRise(others);
    if (kept.size === group.length) continue;
    const places = new Map(others.toSorted((a, b) => a - b).map((other, at) => [other, at + 1]));
    for (const [at, [one, other]] of group.entries()) {
      if (kept.has(at)) continue;
      const notice = noticeAt(left, one);
      const subject = noticeSubject(context, notice, noticeAt(right, other), user);
      context.ledger.found({
        ...aboutWhole('notification-order', subject, [session, notice.seq]),
        baseline: String(at + 1),
        candidate: String(places.get(other)),
      });
    }
  }
}

/** Text of a notification's `data`; null if it has none. */
function dataOf(context: Context, { message }: Notice, side: SideName): string | null {
  return context[side].recording.message(message)?.notification?.data ?? null;
}
