import type { DifferenceKind } from '../../../src/diff/difference.js';
import type { Finding, Residue } from '../../../src/diff/finding.js';
import { learnNoise } from '../../../src/diff/noise/learn-noise.js';
import type { NoiseRule } from '../../../src/rules/noise-rules.js';

export const COMPLETE = 'POST /api/v2/me/tweets/{id} Complete';
export const STATUS_CHANGE = '/v2/me/tweets TwitterStateChangeMessage StatusChange';

/** Values, not JSON texts; `undefined` is nothing. */
export type Pair = readonly [baseline: unknown, candidate: unknown];

/** A value that stands where none is. */
export const nothing = undefined;

export function finding(
  kind: DifferenceKind,
  label: string,
  place: string | null,
  [baseline, candidate]: Pair = [nothing, nothing],
  more: Partial<Finding> = {},
): Finding {
  return {
    kind,
    subject: {
      kind: kind.startsWith('notification') ? 'notification' : 'call',
      label,
      operation: label,
      user: 'agent',
      call: null,
      notification: null,
      baseline: null,
      candidate: null,
    },
    path: place,
    place,
    ...(baseline !== undefined && { baseline: JSON.stringify(baseline) }),
    ...(candidate !== undefined && { candidate: JSON.stringify(candidate) }),
    reordered: false,
    ...more,
  };
}

/** A value in an answer's body that differs. */
export function inBody(place: string, ...pairs: readonly Pair[]): readonly Finding[] {
  return pairs.map((pair) => finding('body', COMPLETE, place, pair));
}

export function residue(findings: readonly Finding[], compared = 100): Residue {
  const labels = new Set(findings.map(({ subject }) => subject.label));
  return { findings, compared: new Map([...labels].map((label) => [label, compared])) };
}

/** What is learned from one comparison. */
export function learnedFrom(findings: readonly Finding[]): readonly NoiseRule[] {
  return learnNoise([residue(findings)]);
}

/** `kind` of all that was learned, with what else the rule says but for its label, place and evidence. */
export function kindsFrom(findings: readonly Finding[]): readonly unknown[] {
  return learnedFrom(findings).map(({ in: _, at, header, seen, varied, kind, ...how }) =>
    Object.keys(how).length === 0 ? kind : { kind, ...how },
  );
}
