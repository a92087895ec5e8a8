import { groupBy } from '../../group-by.js';
import { LONGEST_PLACE, type NoiseRule } from '../../rules/noise-rules.js';
import type { Finding, Residue } from '../finding.js';
import { enumeration, kindOf } from './kind-of.js';

/** What was found, and in which comparison of two recordings. */
type Seen = Finding & { readonly comparison: number };

/**
 * Learns from comparisons of recordings of one version what varies by itself: at which place and how. What was not seen to
 * vary so is not covered: of two values seen at a place, a third is a difference.
 *
 * Nothing is learned of calls: which there are, the desktop decides, or a rule that a person wrote.
 */
export function learnNoise(residues: readonly Residue[]): readonly NoiseRule[] {
  const compared = new Map<string, number>();
  for (const residue of residues) {
    for (const [label, times] of residue.compared) {
      compared.set(label, (compared.get(label) ?? 0) + times);
    }
  }
  const groups = new Map<string, Seen[]>();
  for (const [comparison, { findings }] of residues.entries()) {
    const grouped = groupBy(findings, ({ subject, kind, place, reordered }) =>
      JSON.stringify([subject.label, what(kind), place, reordered]),
    );
    for (const [key, found] of grouped) {
      const known = groups.get(key) ?? [];
      if (known.length === 0) groups.set(key, known);
      for (const finding of found) known.push({ ...finding, comparison });
    }
  }
  return [...groups.values()]
    .flatMap((seen) => learned(seen, compared))
    .map((rule) => [sortKey(rule), rule] as const)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, rule]) => rule);
}

/** Missing and extra, and changes of one place, belong together. */
function what(kind: Finding['kind']): string {
  return kind === 'notification-missing' || kind === 'notification-extra' ? 'times' : kind;
}

function learned(
  seen: readonly Seen[],
  compared: ReadonlyMap<string, number>,
): readonly NoiseRule[] {
  const [first] = seen;
  if (first === undefined || !canBeNamed(first)) return [];
  const { subject, kind, place, reordered } = first;
  const evidence = {
    seen: Math.max(compared.get(subject.label) ?? 0, seen.length),
    varied: seen.length,
  };
  const about = { in: subject.label };
  const at = place ?? '';
  switch (kind) {
    case 'notification-missing':
    case 'notification-extra': {
      const range = timesIn(seen);
      return range === null ? [] : [{ ...about, kind: 'times', ...range, ...evidence }];
    }
    case 'notification-order':
      return [{ ...about, kind: 'order', ...evidence }];
    case 'status': {
      const texts = seen.flatMap(({ baseline, candidate }) => [baseline, candidate]);
      const there = texts.filter((text) => text !== undefined);
      const how = enumeration(there);
      if (how === null) return [];
      const absent = there.length < texts.length ? { absent: true } : {};
      return [{ ...about, ...how, ...absent, ...evidence }];
    }
    case 'header':
    case 'body':
    case 'notification-changed': {
      // Without a place the channel is another one.
      if (place === null) return [];
      const where = kind === 'header' ? { header: at } : { at };
      const how = reordered ? { kind: 'order' as const } : kindOf(seen, at);
      return how === null ? [] : [{ ...about, ...where, ...how, ...evidence }];
    }
    default:
      return [];
  }
}

function timesIn(seen: readonly Seen[]): { least: number; most: number } | null {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { times } of seen) {
    if (times === undefined) continue;
    least = Math.min(least, times.baseline, times.candidate);
    most = Math.max(most, times.baseline, times.candidate);
  }
  return least > most ? null : { least, most };
}

/** Whether a rules file can hold it: a member that is really called `**` would mean all places. */
function canBeNamed({ subject: { label }, place }: Finding): boolean {
  if (label === '' || label.length > LONGEST_PLACE) return false;
  return place === null || (place.length <= LONGEST_PLACE && !/\/\*\*(?:\/|$)/u.test(place));
}

function sortKey(rule: NoiseRule): string {
  const { in: label, header, at } = rule;
  const place = header !== undefined ? `h ${header}` : at !== undefined ? `a ${at}` : '';
  return [label, place, JSON.stringify(rule)].join('\0');
}

/** By code units, whatever the locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
