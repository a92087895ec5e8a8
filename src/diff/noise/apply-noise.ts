import { createJsonPaths } from '../../redact/json-paths.js';
import type { NoiseRule } from '../../rules/noise-rules.js';
import type { Explain, Finding } from '../finding.js';
import { fits } from './kinds.js';

/** Says which rule of a rules file, or of what was learned, a finding falls under. */
export function explainBy(rules: readonly NoiseRule[]): Explain {
  const byLabel = new Map<string, Prepared[]>();
  const everywhere: Prepared[] = [];
  for (const rule of rules) {
    const prepared = prepare(rule);
    if (rule.in.includes('*') && !isLabel(rule)) everywhere.push(prepared);
    else {
      const known = byLabel.get(rule.in);
      if (known) known.push(prepared);
      else byLabel.set(rule.in, [prepared]);
    }
  }
  return (finding) => {
    const { label } = finding.subject;
    const own = byLabel.get(label)?.find((each) => each.covers(finding));
    if (own !== undefined) return own.name;
    return everywhere.find((each) => each.isIn(label) && each.covers(finding))?.name ?? null;
  };
}

interface Prepared {
  readonly name: string;
  isIn(label: string): boolean;
  covers(finding: Finding): boolean;
}

/** Labels have stars themselves, in a query like `?subresources=*`; what was learned names them as they are. */
function isLabel({ seen }: NoiseRule): boolean {
  return seen !== undefined;
}

function prepare(rule: NoiseRule): Prepared {
  const { at, header, kind } = rule;
  const where = at ?? header ?? '';
  const label = new RegExp(`^${rule.in.split('*').map(escaped).join('[^]*')}$`, 'u');
  const isAt = at === undefined ? null : atPlace(at, kind === 'any');
  return {
    name: `noise ${kind}${where === '' ? '' : ` at ${where}`} in ${rule.in}`,
    isIn: (text) => label.test(text),
    covers(finding) {
      if (!isAbout(finding, rule)) return false;
      if (isAt !== null && !isAt(finding.path ?? '')) return false;
      return fits(rule, finding);
    },
  };
}

/** Whether a rule speaks of that kind of difference, and of that header. */
function isAbout({ kind, path }: Finding, rule: NoiseRule): boolean {
  switch (kind) {
    case 'body':
    case 'notification-changed':
      return rule.at !== undefined && path !== null;
    case 'header':
      return rule.header?.toLowerCase() === path;
    case 'notification-missing':
    case 'notification-extra':
    case 'call-missing':
    case 'call-extra':
      return rule.kind === 'times' && rule.at === undefined;
    case 'notification-order':
      return rule.kind === 'order' && rule.at === undefined;
    case 'status':
      return rule.at === undefined && rule.header === undefined && rule.kind === 'values';
    case 'notification-late':
      return false;
  }
}

/** @param below whether what lies below the place is meant as well */
function atPlace(at: string, below: boolean): (path: string) => boolean {
  if (at === '') return (path) => below || path === '';
  const paths = createJsonPaths([at]);
  return (path) => {
    let steps = paths.start;
    for (const token of path.split('/').slice(1)) {
      if (below && paths.isEnd(steps)) return true;
      steps = paths.into(steps, token.replaceAll('~1', '/').replaceAll('~0', '~'));
      if (steps.length === 0) return false;
    }
    return paths.isEnd(steps);
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}
