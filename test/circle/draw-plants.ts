import type { Chance } from '../e2e/kills/chance.js';
import type { PossiblePlant } from './possible-plants.js';
import { shuffled } from './shuffled.js';

/** Draws some of many plants, spread over their kinds and subjects. */
export function drawPlants(
  chance: Chance,
  possible: readonly PossiblePlant[],
  count: number,
): readonly PossiblePlant[] {
  const kinds = new Map<string, Map<string, PossiblePlant[]>>();
  for (const each of possible) {
    const subjects = kinds.get(each.kind) ?? new Map<string, PossiblePlant[]>();
    kinds.set(each.kind, subjects.set(each.subject, [...(subjects.get(each.subject) ?? []), each]));
  }
  const drawn: PossiblePlant[] = [];
  while (drawn.length < count && kinds.size > 0) {
    for (const [kind, subjects] of shuffled(chance, [...kinds])) {
      const names = [...subjects.keys()];
      const name = names[chance.below(names.length)] ?? '';
      const left = subjects.get(name) ?? [];
      drawn.push(...left.splice(chance.below(left.length), 1));
      if (left.length === 0) subjects.delete(name);
      if (subjects.size === 0) kinds.delete(kind);
    }
  }
  return drawn.slice(0, count);
}
