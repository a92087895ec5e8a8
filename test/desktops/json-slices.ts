/**
 * Pieces of a JSON text as they stood, for a parsed message has lost its 64-bit numbers and repeated
 * keys. For texts that are known to be valid.
 */

/** The raw texts of an array's items. */
export function itemsOf(text: string): readonly string[] {
  return piecesOf(text);
}

/** The members of an object: name, and the raw text of the value. */
export function membersOf(text: string): readonly (readonly [name: string, value: string])[] {
  return piecesOf(text).map((member) => {
    const [key = ''] = /^"(?:[^"\\]|\\.)*"/.exec(member) ?? [];
    const value = member.slice(member.indexOf(':', key.length) + 1).trim();
    return [String(JSON.parse(key)), value] as const;
  });
}

/** What stands between the outermost brackets, split at the commas of that level. */
function piecesOf(text: string): readonly string[] {
  const inner = text.trim().slice(1, -1);
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of inner.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    else if (token === ',' && depth === 0) {
      pieces.push(inner.slice(start, index).trim());
      start = index + 1;
    }
  }
  const last = inner.slice(start).trim();
  return last === '' ? pieces : [...pieces, last];
}
