/** In a list: what the list held before. */
export const SPREAD = '...';

/**
 * Lays what a file says over what held before: a JSON merge patch (RFC 7396), so objects are merged,
 * null removes, all else replaces; and in a list `"..."` is what it replaces.
 */
export function mergeRules(before: unknown, said: unknown): unknown {
  if (Array.isArray(said)) {
    const held: readonly unknown[] = Array.isArray(before) ? before : [];
    return said.flatMap((item) => (item === SPREAD ? held : [item]));
  }
  if (!isObject(said)) return said;
  const held = isObject(before) ? before : {};
  const names = new Set([...Object.keys(held), ...Object.keys(said)]);
  // `fromEntries` defines members, so a `__proto__` is one like any other.
  return Object.fromEntries(
    [...names].flatMap((name) => {
      if (!Object.hasOwn(said, name)) return [[name, held[name]]];
      if (said[name] === null) return [];
      return [[name, mergeRules(Object.hasOwn(held, name) ? held[name] : undefined, said[name])]];
    }),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
