import { tryParseJson } from '../json/parse-json.js';
import { withRuled } from './find-by-rule.js';
import { findInJson } from './find-in-json.js';
import { findInMarkup } from './find-in-markup.js';
import { findInText } from './find-in-text.js';
import { findInUrl } from './find-in-url.js';
import { type Finding, withMore } from './finding.js';
import { DEEPEST_NESTING, type Inspection } from './inspection.js';
import { TEXT_PLACE } from './places.js';

/**
 * Finds the secrets in a value that has no secret name itself: a JSON string, a query parameter, a
 * header. It may be JSON, a URL, or words with a secret among them.
 *
 * @param nesting how many texts this one is nested in
 * @param name of what holds it; null if that has none
 */
export function findInValue(
  text: string,
  inspection: Inspection,
  nesting: number,
  name: string | null,
): readonly Finding[] {
  if (!inspection.names.mayHoldSecret(text)) return [];
  if (nesting <= DEEPEST_NESTING && /^\s*[[{]/u.test(text)) {
    const root = tryParseJson(text);
    if (root !== null) return findInJson(root, inspection, nesting);
  }
  return withRuled(findInWords(text, inspection, nesting), text, name, inspection);
}

function findInWords(text: string, inspection: Inspection, nesting: number): readonly Finding[] {
  const words = findInText(text, 'embedded', inspection);
  if (text.includes('<')) return withMore(findInMarkup(text, inspection), words);
  if (!/^[a-z][a-z0-9+.-]*:\/\/\S*$|^\/\S*$/iu.test(text)) return words;
  return [
    ...withMore(
      findInUrl(text, inspection, () => TEXT_PLACE, nesting),
      words,
    ),
  ];
}
