import { printable } from '../printable.js';

/** What means nothing to Markdown, to HTML, or to what forges make of names, links, emoji and formulas. */
const PLAIN = /[^\p{L}\p{N}\p{M} /{},-]/gu;

/**
 * Any text as code in Markdown, also in a table's cell. It is escaped by character references, which never are
 * structure (CommonMark 6.2), so no text can end the code, the cell or the row.
 */
export function markdownCode(text: string): string {
  return `<code>${printable(text).replace(PLAIN, reference)}</code>`;
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
