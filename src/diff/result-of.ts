import type { Context } from './context.js';
import type {
  BrokenRenaming,
  ComparedRecording,
  Difference,
  DiffResult,
  IgnoredDifference,
} from './difference.js';
import type { Explain, Residue } from './finding.js';
import { jsonValue } from './json-value.js';
import type { Pending } from './ledger.js';
import type { Side } from './side.js';

/** Decides what each finding means, once all of them are there. */
function decide(
  { ledger, identifiers: { renaming } }: Context,
  explain: Explain,
): readonly Pending[] {
  const left: Pending[] = [];
  for (const finding of ledger.pending()) {
    const { words } = finding;
    const renamed =
      words !== null && words.length > 0 && words.every((pair) => renaming.holds(pair));
    const rule = isRenamedReference(finding)
      ? 'renamed reference'
      : renamed
        ? 'renamed id'
        : explain(finding);
    if (rule === null) left.push(finding);
    else ledger.ignore(rule, finding);
  }
  return left;
}

function isRenamedReference({ references, baseline, candidate }: Pending): boolean {
  return (
    references !== null &&
    baseline !== undefined &&
    candidate !== undefined &&
    references.hold(baseline, candidate)
  );
}

function inOrder(a: Pending, b: Pending): number {
  // Infinity less itself is no number: those at the end keep their order.
  return a.order[0] - b.order[0] || a.order[1] - b.order[1] || 0;
}

export function residueOf(context: Context, explain: Explain): Residue {
  return { findings: decide(context, explain), compared: context.ledger.compared };
}

export function resultOf(context: Context, explain: Explain): DiffResult {
  const { ledger, counts } = context;
  const differences = decide(context, explain).map((finding) => differenceOf(finding, context));
  return {
    same: differences.length === 0,
    differences,
    ignored: [...ledger.counts]
      .map(([rule, count]) => ({ rule, count }))
      .toSorted((a, b) => (a.rule < b.rule ? -1 : 1)),
    ignoredDifferences: ledger.ignored
      .toSorted((a, b) => inOrder(a.finding, b.finding))
      .map(({ rule, finding }): IgnoredDifference => ({ ...differenceOf(finding, context), rule })),
    baseline: recordingOf(context.baseline),
    candidate: recordingOf(context.candidate),
    compared: { ...counts },
    learned: [],
    timelines: new Map(),
  };
}

function differenceOf(finding: Pending, { identifiers: { renaming } }: Context): Difference {
  const { kind, subject, path, place, baseline, candidate, words, references } = finding;
  const contradicted = (): BrokenRenaming | null => {
    const other =
      baseline === undefined || candidate === undefined
        ? null
        : (references?.contradicted(baseline, candidate) ?? null);
    if (other !== null) return other;
    for (const pair of words ?? []) {
      const other = renaming.contradicted(pair);
      if (other !== null) return other;
    }
    return null;
  };
  const broken = contradicted();
  return {
    kind,
    user: subject.user,
    call: subject.call,
    notification: subject.notification,
    path,
    ...(baseline !== undefined && { baseline: jsonValue(baseline) }),
    ...(candidate !== undefined && { candidate: jsonValue(candidate) }),
    subject,
    place,
    broken: broken && {
      baseline: broken.baseline,
      candidate: broken.candidate,
      where: broken.where,
    },
  };
}

function recordingOf({ recording, totals }: Side): ComparedRecording {
  const { file, info } = recording;
  const { label, target, startedAt, interrupted, only, exclude } = info;
  const [gaps, failedWaits] = [info.gaps.length, info.failedWaits.length];
  const lacks = { interrupted, gaps, failedWaits, only, exclude };
  return { file, label, target, startedAt, ...totals(), lacks };
}
