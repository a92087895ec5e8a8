import { equalJson } from './compare-json.js';
import { type JsonNode, member } from './node.js';

/**
 * Whether a value has all that a part of it says: each member of the part's objects with a value that contains the part's;
 * items of lists one by one, as many; all else equal in the sense of `equalJson`. Of names that are there twice the last counts.
 */
export function containsJson(whole: JsonNode, part: JsonNode): boolean {
  if (part.kind === 'object') {
    return (
      whole.kind === 'object' &&
      part.members.every(({ name, value }) => {
        const there = member(whole, name);
        return there !== undefined && containsJson(there, value);
      })
    );
  }
  if (part.kind === 'array') {
    return (
      whole.kind === 'array' &&
      whole.items.length === part.items.length &&
      part.items.every((item, at) => containsJson(whole.items[at] as JsonNode, item))
    );
  }
  return equalJson(whole, part);
}
