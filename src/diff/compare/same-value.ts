import { canonicalNumber } from '../../json/decimal.js';
import { type JsonNode, textOf } from '../../json/node.js';
import { sortedMembers } from '../../json/sorted-members.js';

/** Gives what both sides call differently one name, in a string: the origins of the server. */
export type Neutral = (text: string, side: 'baseline' | 'candidate') => string;

/** One text for each value, as `canonicalJson`, with neutral strings: equal texts are equal values. */
export function neutralText(
  node: JsonNode,
  side: 'baseline' | 'candidate',
  neutral: Neutral,
): string {
  switch (node.kind) {
    case 'object': {
      const members = sortedMembers(node).map(
        ({ name, value }) => `${JSON.stringify(name)}:${neutralText(value, side, neutral)}`,
      );
      return `{${members.join(',')}}`;
    }
    case 'array':
      return `[${node.items.map((item) => neutralText(item, side, neutral)).join(',')}]`;
    case 'string':
      return JSON.stringify(neutral(node.value, side));
    case 'number':
      return canonicalNumber(node);
    case 'literal':
      return String(node.value);
  }
}

/** Whether two values that are neither objects nor arrays are the same, exactly. */
export function sameScalar(left: JsonNode, right: JsonNode): boolean {
  if (left.kind !== right.kind) return false;
  if (left.kind === 'string' && right.kind === 'string') return left.value === right.value;
  if (left.kind === 'number' && right.kind === 'number') {
    return textOf(left) === textOf(right) || canonicalNumber(left) === canonicalNumber(right);
  }
  return left.kind === 'literal' && right.kind === 'literal' && left.value === right.value;
}
