/** Last words of names of what identifies something. */
const identifying = new Set(
  'id uid uuid guid dbid uri url href link ref reference token key etag location cursor ticket nonce handle'.split(
    ' ',
  ),
);

/** Whether a member, parameter, field or header of that name holds what identifies something: `callId`, `X-Auth-Token`. */
export function isIdentifying(name: string | null): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return identifying.has(last) || identifying.has(singular(last));
}

/** Whether it holds a time or a duration. */
export function isTemporal(name: string | null): boolean {
  return wordsOf(name).some((word) =>
    /^(?:.*time|.*date|.*stamp|since|until|duration|ms|millis|nanos)$/u.test(word),
  );
}

export function sameName(one: string | null, other: string | null): boolean {
  return (
    one !== null && other !== null && singular(one.toLowerCase()) === singular(other.toLowerCase())
  );
}

/**
 * Whether a path segment's collection is that of an identifier: in `/calls/7` the 7 is a `callId`, or the `id` of a `call` or of an item of `calls`.
 *
 * @param name of the member that holds the identifier
 * @param owner of the member around it
 */
export function isOfCollection(
  collection: string,
  name: string | null,
  owner: string | null,
): boolean {
  if (name === null) return false;
  const one = singular(collection.toLowerCase());
  const held = name.toLowerCase();
  return held === 'id' || held === 'uri'
    ? owner !== null && singular(owner.toLowerCase()) === one
    : singular(held.replace(/[_-]?(?:id|uri)s?$/u, '')) === one;
}

function singular(word: string): string {
  return word.replace(/(?<=[a-z]{2})ies$/u, 'y').replace(/(?<=[a-z]{2})s$/u, '');
}

function wordsOf(name: string | null): readonly string[] {
  if (name === null) return [];
  return name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter((word) => word !== '');
}
