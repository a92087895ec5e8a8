import { tryParseJson } from '../../json/parse-json.js';
import { type Edit, replaceSpans } from '../../json/replace-spans.js';
import { walkJson } from '../../json/walk-json.js';
import { bodyPlace, formPlace, queryPlace } from '../../redact/places.js';
import { PSEUDONYM_MARK } from '../../redact/pseudonym.js';

const pseudonyms = new RegExp(`${PSEUDONYM_MARK}[A-Za-z0-9_-]{22}`, 'gu');

/**
 * Puts something in the place of the pseudonyms that still stand where a recording says that something was redacted.
 *
 * @param secretOf what goes there, by the name of the member, field or parameter; '' where it has none
 */
export function fillSecrets(
  text: string,
  places: readonly string[],
  kind: 'json' | 'form' | 'query' | 'text',
  secretOf: (name: string) => string,
): string {
  if (places.length === 0 || !text.includes(PSEUDONYM_MARK)) return text;
  const wanted = new Set(places);
  if (kind === 'json') {
    const root = tryParseJson(text);
    if (root === null) return text.replace(pseudonyms, () => secretOf(''));
    const edits: Edit[] = [];
    walkJson(root, (node, pointer) => {
      if (node.kind !== 'string' || !wanted.has(bodyPlace(pointer))) return;
      const name = pointer.slice(pointer.lastIndexOf('/') + 1);
      const filled = text
        .slice(node.start + 1, node.end - 1)
        .replace(pseudonyms, () => JSON.stringify(secretOf(name)).slice(1, -1));
      edits.push({ start: node.start + 1, end: node.end - 1, text: filled });
    });
    return replaceSpans(text, edits);
  }
  if (kind === 'text') return text.replace(pseudonyms, () => secretOf(''));
  const placeOf = kind === 'form' ? formPlace : queryPlace;
  return text.replace(/([^?&=#]+)=([^&#]*)/gu, (pair, name: string, value: string) =>
    wanted.has(placeOf(name))
      ? `${name}=${value.replace(pseudonyms, () => encodeURIComponent(secretOf(name)))}`
      : pair,
  );
}
