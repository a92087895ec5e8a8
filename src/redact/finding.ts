import { type Edit, replaceSpans } from '../json/replace-spans.js';
import type { Place } from './places.js';

/**
 * A secret in a text and the pseudonym that takes its place. Pseudonyms have only characters that
 * mean nothing in JSON, URLs, cookies and markup, so they need no escaping wherever they go.
 */
export interface Finding extends Edit {
  readonly place: Place;
}

/** Replaces what was found, and names the places, each once, in order. */
export function applyFindings(
  source: string,
  findings: readonly Finding[],
): { readonly text: string; readonly places: readonly Place[] } {
  if (findings.length === 0) return { text: source, places: [] };
  const apart = withoutOverlaps(findings);
  return {
    text: replaceSpans(source, apart),
    places: [...new Set(apart.map(({ place }) => place))],
  };
}

/** Of two that overlap, the later one keeps what the earlier one leaves of it: no part of either may stay. */
function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const apart: Finding[] = [];
  let at = 0;
  for (const finding of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const start = Math.max(finding.start, at);
    if (start >= finding.end) continue;
    apart.push(start === finding.start ? finding : { ...finding, start });
    at = finding.end;
  }
  return apart;
}
