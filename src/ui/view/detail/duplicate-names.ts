import type { JsonObject } from '../../../json/node.js';

const known = new WeakMap<JsonObject, ReadonlySet<string>>();

/** The names that an object has more than once. */
export function duplicateNames(object: JsonObject): ReadonlySet<string> {
  const before = known.get(object);
  if (before !== undefined) return before;
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of object.members) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  known.set(object, twice);
  return twice;
}
