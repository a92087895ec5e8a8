import type { JsonMember, JsonObject } from './node.js';

/** Members by name (UTF-16 units, no locale); those of one name keep their order, for in a duplicate it has meaning. */
export function sortedMembers(object: JsonObject): readonly JsonMember[] {
  return object.members.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
