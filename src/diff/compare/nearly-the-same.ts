import type { JsonNode } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import { walkJson } from '../../json/walk-json.js';
import { compareValues } from './compare-values.js';
import type { Neutral } from './same-value.js';

/** Share of values that may differ. */
const FEW = 0.2;

/**
 * Whether two JSON texts say the same but for a few values, one at least.
 *
 * @param shared gives a string what both sides call it; what is another moment then counts for nothing
 */
export function saysNearlyTheSame(
  left: string | null,
  right: string | null,
  shared: Neutral,
): boolean {
  if (left === null || right === null) return left === right;
  const [one, other] = [tryParseJson(left), tryParseJson(right)];
  if (one === null || other === null) return left === right;
  const few = Math.max(1, Math.floor(valuesIn(one) * FEW));
  let differing = 0;
  const rules = { sets: new Set<string>(), neutral: shared };
  for (const { neutral } of compareValues(one, other, rules)) {
    if (neutral !== true && ++differing > few) return false;
  }
  return true;
}

function valuesIn(root: JsonNode): number {
  let values = 0;
  walkJson(root, ({ kind }) => {
    if (kind !== 'object' && kind !== 'array') values++;
  });
  return values;
}
