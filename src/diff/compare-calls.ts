import { anchors } from './anchors.js';
import type { Aligned, Context, KeptAligned } from './context.js';
import { aboutWhole, exchangeSubject } from './subjects.js';

/** Compares what the calls of two sessions were answered, and tells of those that only one of them has. */
export function compareCalls(context: Context, aligned: Aligned): void {
  const { comparison, identifiers, ledger, calls, counts, latencies } = context;
  const { session, user, steps } = aligned;
  const [left, right] = [aligned.baseline?.steps ?? [], aligned.candidate?.steps ?? []];
  const [here, there] = [new Set<number>(), new Set<number>()];
  for (const [one, other] of steps) {
    here.add(one);
    there.add(other);
    const [ours, theirs] = [left[one]?.call ?? null, right[other]?.call ?? null];
    if (ours === null || theirs === null) continue;
    counts.calls++;
    const subject = exchangeSubject(context, ours, theirs, user);
    identifiers.requests(ours, theirs, subject.call ?? '');
    const references = identifiers.referencesOf(ours, theirs, `answer of ${subject.call}`);
    calls.add({
      baseline: ours.id,
      candidate: theirs.id,
      references,
      text: subject.call ?? '',
      label: subject.label,
      startedAt: latencies && { baseline: ours.startedAt, candidate: theirs.startedAt },
    });
    comparison.answers(ours, theirs, subject, [session, ours.seq], references);
  }
  for (const [at, { call, seq }] of left.entries()) {
    if (call === null || here.has(at)) continue;
    identifiers.request(call, 'baseline');
    const subject = exchangeSubject(context, call, null, user);
    ledger.found(aboutWhole('call-missing', subject, [session, seq]));
  }
  const placeOf = placeInBaseline(aligned);
  for (const [at, { call, seq }] of right.entries()) {
    if (call === null || there.has(at)) continue;
    identifiers.request(call, 'candidate');
    const subject = exchangeSubject(context, null, call, user);
    ledger.found(aboutWhole('call-extra', subject, [session, placeOf(seq)]));
  }
}

/** Where in the baseline something belongs that only the candidate has: right after the act before it. */
export function placeInBaseline({
  baseline,
  candidate,
  steps,
}: KeptAligned): (seq: number) => number {
  const anchor = anchors(
    candidate?.steps ?? [],
    steps.map(([, other]) => other),
  );
  return (seq) => (baseline?.steps[steps[anchor(seq)]?.[0] ?? -1]?.seq ?? 0) + 0.5;
}
