/**
 * What makes a quote the closing one. `json`: what may follow a JSON value follows it, for the vendor's
 * samples have bare quotes within strings; `word`: no letter follows; `first`: it is the first.
 */
export type QuotedEnd = 'json' | 'word' | 'first';

const follows: Readonly<Record<QuotedEnd, () => RegExp>> = {
  json: () => /\s*(?:[,}\]\\]|$)/uy,
  word: () => /(?![\p{L}\p{N}])/uy,
  first: () => /(?:)/uy,
};

/**
 * Where a quoted value ends whose text begins at `from`, or the end of the text if nobody closes it. A quote
 * counts if it is escaped no more than the opening one.
 *
 * @param open the opening quote with the backslashes before it
 */
export function closingQuote(text: string, from: number, open: string, ends: QuotedEnd): number {
  const quote = open.charAt(open.length - 1);
  const depth = open.length - 1;
  const after = follows[ends]();
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
    let backslashes = 0;
    while (at - backslashes > from && text[at - backslashes - 1] === '\\') backslashes++;
    if (depth === 0 ? backslashes % 2 === 1 : backslashes > depth) continue;
    after.lastIndex = at + 1;
    if (after.test(text)) return depth === 0 ? at : at - backslashes;
  }
  return text.length;
}
