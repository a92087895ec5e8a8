import { groupBy } from '../../group-by.js';
import { createJsonPaths } from '../../redact/json-paths.js';
import type { NoiseRule } from '../../rules/noise-rules.js';
import type { Explain, Finding } from '../finding.js';
import { allows } from './kinds.js';
import { wildcards } from './wildcards.js';

/** Says which rule of a rules file, or of what was learned, a finding falls under. */
export function explainBy(rules: readonly NoiseRule[]): Explain {
  const prepared = rules.map(prepare);
  const exact = groupBy(
    prepared.filter(({ isIn }) => isIn === null),
    ({ label }) => label,
  );
  const byLabel = new Map([...exact].map(([label, own]) => [label, lookUp(own)]));
  const everywhere = prepared.filter(({ isIn }) => isIn !== null);
  return (finding) => {
    const { label } = finding.subject;
    const rule =
      byLabel.get(label)?.(finding) ??
      everywhere.find(
        (each) =>
          each.isIn?.(label) && (at(each, finding) || each.isAt?.(finding)) && each.allows(finding),
      );
    return rule?.name ?? null;
  };
}

interface Prepared {
  /** As it is counted. */
  readonly name: string;
  readonly label: string;
  /** Null if the label is one as it stands. */
  readonly isIn: ((label: string) => boolean) | null;
  readonly place: string;
  /** Null if the place is one as it stands. */
  readonly isAt: ((finding: Finding) => boolean) | null;
  allows(finding: Finding): boolean;
}

/** Rules of one label, those of a place found at once. */
function lookUp(rules: readonly Prepared[]): (finding: Finding) => Prepared | undefined {
  const byPlace = groupBy(rules, ({ place }) => place);
  const wide = rules.filter(({ isAt }) => isAt !== null);
  return (finding) => {
    const fits = (each: Prepared): boolean => each.allows(finding);
    for (const place of placesOf(finding)) {
      const rule = byPlace.get(place)?.find(fits);
      if (rule !== undefined) return rule;
    }
    return wide.find((each) => each.isAt?.(finding) && fits(each));
  };
}

function at({ place }: Prepared, finding: Finding): boolean {
  return placesOf(finding).includes(place);
}

/** Under which places rules about a finding stand: as alike ones are called, and as itself. */
function placesOf({ kind, path, place }: Finding): readonly string[] {
  switch (kind) {
    case 'body':
    case 'notification-changed':
      return path === null ? [] : [`at ${place}`, `at ${path}`];
    case 'header':
      return [`header ${path}`];
    case 'status':
      return ['status'];
    case 'notification-order':
      return ['order'];
    case 'notification-missing':
    case 'notification-extra':
      return ['times'];
    // A desktop decides which calls there are, and what is late is no single finding.
    default:
      return [];
  }
}

function prepare(rule: NoiseRule): Prepared {
  const { at, header, kind } = rule;
  const where = at ?? header ?? '';
  return {
    name: `noise ${kind}${where === '' ? '' : ` at ${where}`} in ${rule.in}`,
    label: rule.in,
    isIn: rule.in.includes('*') && !isLabel(rule) ? wildcards(rule.in) : null,
    place: placeOf(rule),
    isAt: isAt(rule),
    allows: allows(rule),
  };
}

/** As `placesOf`: without place and header, a rule's kind says what it is about. */
function placeOf({ at, header, kind }: NoiseRule): string {
  if (at !== undefined) return `at ${at}`;
  if (header !== undefined) return `header ${header.toLowerCase()}`;
  return kind === 'values' ? 'status' : kind;
}

/** Labels have stars themselves, in a query like `?subresources=*`; what was learned names them as they are. */
function isLabel({ seen, in: label }: NoiseRule): boolean {
  return seen !== undefined && label !== '*';
}

function isAt({ at, header, kind }: NoiseRule): ((finding: Finding) => boolean) | null {
  if (at === undefined) {
    return kind === 'any' && header === undefined ? isCompared : null;
  }
  return kind === 'any' || /\/\*\*?(?:\/|$)/u.test(at) ? atPlace(at, kind === 'any') : null;
}

/** All but which calls there are. */
function isCompared(finding: Finding): boolean {
  return placesOf(finding).length > 0;
}

/** @param below whether what lies below the place is meant as well */
function atPlace(at: string, below: boolean): (finding: Finding) => boolean {
  const paths = createJsonPaths([at]);
  const isAt = (path: string): boolean => {
    let steps = paths.start;
    for (const token of path.split('/').slice(1)) {
      if (below && paths.isEnd(steps)) return true;
      steps = paths.into(steps, token.replaceAll('~1', '/').replaceAll('~0', '~'));
      if (steps.length === 0) return false;
    }
    return paths.isEnd(steps);
  };
  return ({ kind, path }) =>
    (kind === 'body' || kind === 'notification-changed') && path !== null && isAt(path);
}
