import type { JsonNode, JsonObject } from './node.js';

/** The values of each name, in order: a name may be there twice. */
export function valuesByName(object: JsonObject): ReadonlyMap<string, readonly JsonNode[]> {
  const values = new Map<string, JsonNode[]>();
  for (const { name, value } of object.members) {
    const sameName = values.get(name);
    if (sameName) sameName.push(value);
    else values.set(name, [value]);
  }
  return values;
}
