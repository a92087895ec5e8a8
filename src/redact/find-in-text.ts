import { findByShape } from './find-by-shape.js';
import type { Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { TEXT_PLACE } from './places.js';
import { type NameBefore, readValue, type TextKind } from './read-value.js';
import type { SecretNames } from './secret-names.js';

/**
 * The last resort, for text that can't be parsed or says nothing of its structure: finds values that
 * stand after a secret name, and tokens known by their shape. Would rather take too much than too
 * little. Time is linear in the text.
 *
 * @param known found already by a grammar, so that it need not be found once more
 */
export function findInText(
  text: string,
  kind: TextKind,
  inspection: Inspection,
  known: readonly Finding[] = [],
): Finding[] {
  const { names, pseudonyms } = inspection;
  const found: Finding[] = [];
  const ends = new Map(known.map(({ start, end }) => [start, end]));
  const separator = /[=:]/gu;
  for (let match = separator.exec(text); match !== null; match = separator.exec(text)) {
    const end = ends.get(match.index + 1);
    if (end !== undefined) {
      separator.lastIndex = end;
      continue;
    }
    const name = nameBefore(text, match.index);
    if (name === null || !isSecretName(name, text, match.index, names)) continue;
    const value = readValue(text, match.index, name, kind, pseudonyms);
    if (value === null) continue;
    for (const edit of value.edits) found.push({ ...edit, place: TEXT_PLACE });
    separator.lastIndex = Math.max(value.end, match.index + 1);
  }
  return [...found, ...findByShape(text, inspection)];
}

/** What only means something as a member of JSON is looked for where it stands as one. */
function isSecretName(name: NameBefore, text: string, at: number, names: SecretNames): boolean {
  const word = unescaped(name.text);
  if (names.field(word)) return true;
  if (name.quote === '' || text[at] !== ':') return false;
  return names.member(word) || (names.text(word) && !/^:\s{0,64}\{/u.test(text.slice(at, at + 66)));
}

/** Of a longer name the end is enough. */
const LONGEST_NAME = 128;
/** A backslash too: JSON that was cut off may hide a letter behind an escape (RFC 8259 §7). */
const inName = /[\p{L}\p{N}_$.@[\]\\-]/u;
const escaped = /\\u([0-9a-f]{4})/giu;

/** The name that ends before the separator at `at`, spaces and quotes between them aside. */
function nameBefore(text: string, at: number): NameBefore | null {
  let end = at;
  while (end > 0 && at - end < 16 && ' \t'.includes(text.charAt(end - 1))) end--;
  let quote = '';
  if (`"'`.includes(text[end - 1] ?? ' ')) {
    let from = end - 1;
    while (from > 0 && end - from < 16 && text[from - 1] === '\\') from--;
    quote = text.slice(from, end);
    end = from;
  }
  let start = end;
  while (start > 0 && end - start < LONGEST_NAME && inName.test(text.charAt(start - 1))) start--;
  return start === end ? null : { text: text.slice(start, end), start, quote };
}

function unescaped(name: string): string {
  return name.replace(escaped, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)));
}
