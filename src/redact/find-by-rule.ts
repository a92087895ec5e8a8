import { findPersonal } from './find-personal.js';
import { type Finding, withMore } from './finding.js';
import type { Inspection, Looks } from './inspection.js';
import type { Span } from './patterns.js';
import { isIdentifier } from './personal-names.js';
import { TEXT_PLACE } from './places.js';

/**
 * Adds to what was found in a text what rules call secret for its looks: what matches a pattern, and, if
 * asked for, personal data by its shape.
 *
 * @param name of the member, parameter or field that holds the text; null if none does
 */
export function withRuled(
  found: readonly Finding[],
  text: string,
  name: string | null,
  { looks, pseudonyms }: Inspection,
): readonly Finding[] {
  if (looks === null) return found;
  const finding = ({ start, end }: Span): Finding => ({
    start,
    end,
    text: pseudonyms.of(text.slice(start, end)),
    place: TEXT_PLACE,
  });
  const personal = looks.personal && !(name !== null && isIdentifier(name));
  // `http://user:~…@host` has been dealt with, and is no address.
  const more = personal ? withMore(found, findPersonal(text).map(finding)) : found;
  const matches = findPatterns(text, looks);
  return matches.length === 0 ? more : [...more, ...matches.map(finding)];
}

/** What matches any of the patterns; stretches may overlap. */
export function findPatterns(text: string, looks: Looks | null): readonly Span[] {
  if (looks === null || looks.patterns.length === 0) return [];
  return looks.patterns.flatMap((pattern) => pattern.find(text, looks.effort));
}
