import { canonicalNumber } from './decimal.js';
import type { JsonNode } from './node.js';
import { sortedMembers } from './sorted-members.js';

/**
 * One text for each value: two values are equal (`equalJson`) if and only if these texts are. For hashing
 * and look-up, not for people: 100 is `1e2`.
 */
export function canonicalJson(node: JsonNode): string {
  switch (node.kind) {
    case 'object': {
      const members = sortedMembers(node).map(
        ({ name, value }) => `${JSON.stringify(name)}:${canonicalJson(value)}`,
      );
      return `{${members.join(',')}}`;
    }
    case 'array':
      return `[${node.items.map(canonicalJson).join(',')}]`;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return canonicalNumber(node);
    case 'literal':
      return String(node.value);
  }
}
