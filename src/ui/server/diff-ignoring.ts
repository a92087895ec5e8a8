import type { Difference } from '../../diff/difference.js';
import { explainBy } from '../../diff/noise/apply-noise.js';
import { findingOf } from '../../diff/noise/finding-of.js';
import { LONGEST_PLACE, type NoiseRule } from '../../rules/noise-rules.js';
import type { DiffScope } from '../protocol/diff.js';
import { type RuleScope, scopesOf } from './diff-scopes.js';
import { narrowest, waysOf } from './diff-ways.js';

/** How a group of differences can be ignored from now on. */
export interface Ignoring {
  readonly scopes: readonly DiffScope[];
  readonly proposed: number | null;
  /** JSON texts of the rules, by option. */
  readonly rules: readonly string[];
}

/** Differences beyond that are not looked at to say how many a rule covers. */
const MOST_COUNTED = 100_000;

/** Why no rule can ignore a difference; null if one can. */
export function whyFixed({ kind, place, subject }: Difference): string | null {
  switch (kind) {
    case 'call-missing':
    case 'call-extra':
      return 'Which calls there are is never noise: the desktop decides it.';
    case 'notification-late':
      return 'How late notifications come is told of all of them together, and no rule ignores it.';
    default:
      return subject.label.length > LONGEST_PLACE || (place ?? '').length > LONGEST_PLACE
        ? 'Its name is too long for a rule.'
        : null;
  }
}

/**
 * Rules that cover a whole group, from narrow to wide.
 *
 * @param all what counts
 */
export function ignoringOf(
  group: readonly [Difference, ...Difference[]],
  all: readonly Difference[],
): Ignoring {
  const rules: NoiseRule[] = [];
  const [first] = group;
  const findings = group.map(findingOf);
  const counted = all.slice(0, MOST_COUNTED).map(findingOf);
  const ways = waysOf(first, findings);
  const scopes = whyFixed(first) === null ? scopesOf(first) : [];
  const told = scopes.flatMap(({ words, place }): readonly DiffScope[] => {
    const fitting = ways.flatMap((way) => {
      const rule = ruleOf(place, way.how);
      const explain = explainBy([rule]);
      if (!findings.every((finding) => explain(finding) !== null)) return [];
      const covers = counted.filter((finding) => explain(finding) !== null).length;
      const option = rules.push(rule) - 1;
      return [{ option, words: way.words, rule: JSON.stringify(rule), covers }];
    });
    return fitting.length === 0 ? [] : [{ words, ways: fitting }];
  });
  return {
    scopes: told,
    proposed: narrowest(rules, findings),
    rules: rules.map((rule) => JSON.stringify(rule)),
  };
}

function ruleOf(place: RuleScope['place'], how: Omit<NoiseRule, 'in'>): NoiseRule {
  const { in: label, ...where } = place;
  return { in: label, ...where, ...how };
}
