import type { Chance } from '../e2e/kills/chance.js';

/** The same in an order left to chance. */
export function shuffled<T>(chance: Chance, list: readonly T[]): readonly T[] {
  const left = [...list];
  const result: T[] = [];
  while (left.length > 0) result.push(...left.splice(chance.below(left.length), 1));
  return result;
}
