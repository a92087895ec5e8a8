import { pointerInto } from '../json/pointer.js';
import type { NoiseKind, NoiseRule } from './noise-rules.js';

/** Kinds that say what stands at a place. */
const OF_A_PLACE: ReadonlySet<NoiseKind> = new Set([
  'timestamp',
  'uuid',
  'counter',
  'number',
  'token',
  'text',
  'absent',
]);

/**
 * Says which rule of noise can never cover anything, and why, with the JSON Pointer of its place; null if there is none. Whoever
 * wrote it believes that it does.
 *
 * @param content a rules file as the schema says
 */
export function deadNoiseRule(content: unknown): string | null {
  const { ignore = [] } =
    (content as { readonly noise?: { readonly ignore?: readonly (NoiseRule | string)[] } }).noise ??
    {};
  for (const [at, rule] of ignore.entries()) {
    const why = typeof rule === 'string' ? null : whyDead(rule);
    if (why !== null) return `${pointerInto('/noise/ignore', at)} ${why}`;
  }
  return null;
}

function whyDead({ at, header, kind, values, length, least, most }: NoiseRule): string | null {
  const hasPlace = at !== undefined || header !== undefined;
  if (at !== undefined && header !== undefined)
    return 'has at and header: it can be about one only';
  if (!hasPlace && OF_A_PLACE.has(kind)) return `is of the kind ${kind}, which needs at or header`;
  if (hasPlace && kind === 'times')
    return 'is of the kind times, which takes neither at nor header';
  if (kind === 'values' && (values ?? []).length === 0)
    return 'is of the kind values, and has none';
  if (length !== undefined && length[0] > length[1]) return 'has a length that no text has';
  if ((least ?? 0) > (most ?? Number.POSITIVE_INFINITY))
    return 'has a least that is more than its most';
  return null;
}
