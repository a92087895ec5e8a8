import type { DiffGroup, DiffKind } from '../../protocol/diff.js';

export interface GroupFilter {
  /** Only these; all if there are none. */
  readonly kinds: ReadonlySet<DiffKind>;
  /** What a group must have somewhere, in any case. */
  readonly text: string;
  /** What was ignored: shown besides what counts, or that of one rule alone; null hides it. */
  readonly noise: 'all' | { readonly rule: string } | null;
}

/** The groups of one operation, or of what a rule ignores in it. */
export interface GroupSection {
  readonly operation: string;
  readonly rule: string | null;
  /** How many places its groups have. */
  readonly count: number;
  readonly groups: readonly DiffGroup[];
}

/** What fits, by operation: first what counts, then what was ignored. */
export function filterGroups(
  groups: readonly DiffGroup[],
  filter: GroupFilter,
): readonly GroupSection[] {
  const sections: (GroupSection & { count: number; groups: DiffGroup[] })[] = [];
  const places = new Map<string, (typeof sections)[number]>();
  for (const group of groups) {
    if (!fits(group, filter)) continue;
    const { operation, rule } = group;
    const name = JSON.stringify([rule, operation]);
    const section = places.get(name) ?? { operation, rule, count: 0, groups: [] };
    if (!places.has(name)) {
      places.set(name, section);
      sections.push(section);
    }
    section.count += group.count;
    section.groups.push(group);
  }
  return sections;
}

function fits(group: DiffGroup, { kinds, text, noise }: GroupFilter): boolean {
  if (group.rule === null) {
    if (noise !== null && noise !== 'all') return false;
  } else if (noise === null || (noise !== 'all' && noise.rule !== group.rule)) {
    return false;
  }
  if (kinds.size > 0 && !kinds.has(group.kind)) return false;
  return text === '' || says(group, text.toLowerCase());
}

function says(
  { kind, operation, label, place, rule, users, first }: DiffGroup,
  text: string,
): boolean {
  const { values, path, call } = first;
  return [kind, operation, label, place, rule, path, call, values.baseline, values.candidate]
    .concat(users.map(([user]) => user))
    .some((each) => each?.toLowerCase().includes(text) ?? false);
}
