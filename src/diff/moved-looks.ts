import { groupBy } from '../group-by.js';
import type { RecordedExchange } from '../recording/reader.js';

/** Safe exchanges of both sides for the same target after the same act. */
export interface LookGroup {
  readonly target: string;
  /** After which act. */
  readonly position: number;
  readonly ours: RecordedExchange[];
  readonly theirs: RecordedExchange[];
}

/**
 * Puts together what both sides were asked for, but never after the same act: what happens at once may come in either order. Of a
 * target that has counterparts elsewhere what the candidate answers besides shows another state, but for a status that the
 * baseline never had.
 */
export function withMoved(groups: readonly LookGroup[]): readonly LookGroup[] {
  const byTarget = groupBy(groups, ({ target }) => target);
  return groups.flatMap((group): readonly LookGroup[] => {
    const all = byTarget.get(group.target) ?? [group];
    const ours = all.flatMap((each) => each.ours);
    if (all.length < 2 || ours.length === 0 || all.every(({ theirs }) => theirs.length === 0)) {
      return [group];
    }
    if (all.some(isPaired)) {
      if (isPaired(group) || group.theirs.length === 0) return [group];
      const statuses = new Set(ours.map(({ status }) => status));
      const strange = group.theirs.filter(({ status }) => !statuses.has(status));
      return strange.length === 0 ? [group] : [{ ...group, ours: ours.slice(-1), theirs: strange }];
    }
    const theirs = all.flatMap((each) => each.theirs);
    return group === all[0] ? [{ ...group, ours, theirs }] : [];
  });
}

function isPaired({ ours, theirs }: LookGroup): boolean {
  return ours.length > 0 && theirs.length > 0;
}
