import type { Difference } from '../../diff/difference.js';
import type { Finding } from '../../diff/finding.js';
import { enumeration } from '../../diff/noise/kind-of.js';
import type { NoiseKind, NoiseRule } from '../../rules/noise-rules.js';

/** What a rule would let pass. */
export interface RuleWay {
  readonly words: string;
  readonly how: Omit<NoiseRule, 'in' | 'at' | 'header'>;
}

/** Kinds that say what a value looks like, from narrow to wide. */
const LOOKS: readonly (readonly [kind: NoiseKind, words: string])[] = [
  ['timestamp', 'any other moment, written the same way'],
  ['uuid', 'any other UUID'],
  ['counter', 'any other whole number'],
  ['number', 'any other number'],
  ['token', 'any other token'],
  ['text', 'any other text'],
];

/** Enough to see whether they are an enumeration. */
const MOST_SEEN = 1_000;

/** How a place can vary, from narrow to wide; which of them fit is to be tried. */
export function waysOf({ kind }: Difference, findings: readonly Finding[]): readonly RuleWay[] {
  switch (kind) {
    case 'status':
      return valuesOf(findings);
    case 'notification-order':
      return [{ words: 'may come in another order', how: { kind: 'order' } }];
    case 'notification-missing':
    case 'notification-extra':
      return [
        { words: 'may come any number of times, or never', how: { kind: 'times', least: 0 } },
      ];
    default: {
      const absent = findings.some(({ baseline, candidate }) => !baseline || !candidate);
      const orAbsent = absent ? ({ absent: true } as const) : {};
      const or = absent ? ', or nothing' : '';
      return [
        ...valuesOf(findings),
        { words: 'may be missing', how: { kind: 'absent' } },
        { words: 'the same items in another order', how: { kind: 'order' } },
        ...LOOKS.map(([each, words]) => ({
          words: `${words}${or}`,
          how: { kind: each, ...orAbsent },
        })),
        { words: 'anything, with all that is below it', how: { kind: 'any' } },
      ];
    }
  }
}

function valuesOf(findings: readonly Finding[]): readonly RuleWay[] {
  const seen = findings
    .slice(0, MOST_SEEN)
    .flatMap(({ baseline, candidate }) => [
      ...(baseline === undefined ? [] : [baseline]),
      ...(candidate === undefined ? [] : [candidate]),
    ]);
  const how = enumeration(seen);
  if (how === null || seen.length === 0) return [];
  const absent = seen.length < 2 * Math.min(findings.length, MOST_SEEN);
  const count = how.values?.length ?? 0;
  return [
    {
      words: `only ${count === 1 ? 'this value' : `these ${count} values`}${absent ? ', or nothing' : ''}`,
      how: { ...how, ...(absent ? { absent: true } : {}) },
    },
  ];
}

/** Few values may be an enumeration, whatever they look like, but for those of which none comes again. */
const UNIQUE: readonly NoiseKind[] = ['timestamp', 'uuid', 'order'];
const FEW_VALUES = 10;

/** Which of the rules that cover a group to propose: one that lets pass little, and is likely to hold tomorrow. */
export function narrowest(
  rules: readonly NoiseRule[],
  findings: readonly Finding[],
): number | null {
  // All of the first scope come first.
  const place = rules[0];
  const here = rules.filter((rule) => rule.in === place?.in && rule.at === place.at);
  const several = findings.length > 1;
  const proposed =
    here.find(({ kind }) => UNIQUE.includes(kind)) ??
    here.find(
      ({ kind, values }) => kind === 'values' && !(several && (values?.length ?? 0) > FEW_VALUES),
    ) ??
    here.find(({ kind }) => kind !== 'values') ??
    place;
  return proposed === undefined ? null : rules.indexOf(proposed);
}
