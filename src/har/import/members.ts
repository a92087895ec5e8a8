/**
 * Reads parsed JSON of which nothing is known. Only own members count, so `__proto__` is a name like any other;
 * of a name that was there twice the last one holds, as `JSON.parse` decides.
 */

/** A member of an object; undefined if there is none. */
export function valueIn(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** What no encoding can write (a lone surrogate, which JSON may hold) is `U+FFFD` in it, as a browser sends it. */
export function textIn(value: unknown, name: string): string | null {
  const text = valueIn(value, name);
  return typeof text === 'string' ? wellFormed(text) : null;
}

export function numberIn(value: unknown, name: string): number | null {
  const number = valueIn(value, name);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A whole number that is not negative. */
export function countIn(value: unknown, name: string): number | null {
  const number = numberIn(value, name);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** The items of a list; empty if there is none. */
export function listIn(value: unknown, name: string): readonly unknown[] {
  const list = valueIn(value, name);
  return Array.isArray(list) ? list : [];
}

/** The texts of a list, what else is in it left out. */
export function textsIn(value: unknown, name: string): readonly string[] {
  return listIn(value, name)
    .filter((each) => typeof each === 'string')
    .map(wellFormed);
}

function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
