import { type Edit, replaceSpans } from '../json/replace-spans.js';
import type { Place } from './places.js';
import { isPseudonym, isPseudonymOfNumber } from './pseudonym.js';

/**
 * A secret in a text and the pseudonym that takes its place. Pseudonyms have only characters that
 * mean nothing in JSON, URLs, cookies and markup, so they need no escaping wherever they go.
 */
export interface Finding extends Edit {
  readonly place: Place;
  /** It is a JSON number, and its place names it alone. */
  readonly isNumber?: boolean;
}

/**
 * Replaces what was found, and names the places, each once, in order.
 *
 * @param before places where something was replaced already: pseudonyms that stand there are no secrets
 */
export function applyFindings(
  source: string,
  findings: readonly Finding[],
  before: ReadonlySet<Place> = nowhere,
): { readonly text: string; readonly places: readonly Place[] } {
  if (findings.length === 0) return { text: source, places: [] };
  const apart = withoutOverlaps(before.size === 0 ? findings : newOnes(source, findings, before));
  return {
    text: replaceSpans(source, apart),
    places: [...new Set(apart.map(({ place }) => place))],
  };
}

/** Where the name of a user stands before the pseudonym: `Basic name:~…`. */
const basicPlaces: ReadonlySet<Place> = new Set([
  'header/authorization',
  'header/proxy-authorization',
]);

const nowhere: ReadonlySet<Place> = new Set();

function newOnes(
  source: string,
  findings: readonly Finding[],
  before: ReadonlySet<Place>,
): readonly Finding[] {
  return findings.filter(({ start, end, place, isNumber }) => {
    if (!before.has(place)) return true;
    const text = source.slice(start, end);
    if (isNumber) return !isPseudonymOfNumber(text);
    return !isPseudonym(basicPlaces.has(place) ? text.replace(/^[^\s:]*:/u, '') : text);
  });
}

/** `found`, and of `more` what does not begin within it: where a grammar found a secret, it knows best where that ends. */
export function withMore(found: readonly Finding[], more: readonly Finding[]): readonly Finding[] {
  if (found.length === 0 || more.length === 0) return found.length === 0 ? more : found;
  const sorted = found.toSorted(byPlace);
  let next = 0;
  const apart = more.toSorted(byPlace).filter(({ start }) => {
    while (next < sorted.length && (sorted[next]?.end ?? 0) <= start) next++;
    const following = sorted[next];
    return following === undefined || start < following.start;
  });
  return [...found, ...apart];
}

function byPlace(one: Finding, other: Finding): number {
  return one.start - other.start || other.end - one.end;
}

/** Of two that overlap, the later one keeps what the earlier one leaves of it: no part of either may stay. */
function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const apart: Finding[] = [];
  let at = 0;
  for (const finding of findings.toSorted(byPlace)) {
    const start = Math.max(finding.start, at);
    if (start >= finding.end) continue;
    apart.push(start === finding.start ? finding : { ...finding, start });
    at = finding.end;
  }
  return apart;
}
