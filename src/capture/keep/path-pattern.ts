import { UsageError } from '../../errors.js';

/** Any text within one segment, any text at all, or one character. */
type Token = '*' | '**' | { readonly is: string };

/** Tells paths that a pattern fits from others. */
export type PathPattern = (path: string) => boolean;

/**
 * Reads a pattern of paths: `/static` fits itself and all below it, `*` any text within one segment, `**`
 * any text at all. Case counts, and so does the percent-encoding, for a path is compared as it was sent.
 *
 * It takes no more steps than the pattern has characters times the path has, whoever made up the path.
 *
 * @throws UsageError if the pattern could fit no path
 */
export function pathPattern(pattern: string): PathPattern {
  if (!/^[/*][^?#\s]*$/u.test(pattern)) {
    throw new UsageError(
      `'${pattern}' is no pattern of a path; write it like /static or /api/*/diagnostics, without a query`,
    );
  }
  const tokens = tokensOf(pattern.length > 1 ? pattern.replace(/\/$/u, '') : pattern);
  return (path) => fits(tokens, path);
}

function tokensOf(pattern: string): readonly Token[] {
  return [...pattern.matchAll(/\*\*+|./gu)].map(([text]) => {
    if (text.startsWith('**')) return '**';
    return text === '*' ? '*' : { is: text };
  });
}

/** All places in the pattern at which the path so far may have arrived are followed at once. */
function fits(tokens: readonly Token[], path: string): boolean {
  let places = withSkipped(tokens, [0]);
  for (const character of path) {
    // The whole pattern is behind it, and what follows is below.
    if (places.includes(tokens.length) && isBelow(tokens, character)) return true;
    const next: number[] = [];
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (token === '**' || (token === '*' && character !== '/')) next.push(place);
      else if (typeof token === 'object' && token.is === character) next.push(place + 1);
    }
    if (next.length === 0) return false;
    places = withSkipped(tokens, next);
  }
  return places.includes(tokens.length);
}

/** `/` alone is no folder: everything would be below it. */
function isBelow(tokens: readonly Token[], character: string): boolean {
  return character === '/' && tokens.length > 1;
}

/**
 * With the places behind wildcards, which may stand for nothing; each once. Those before the last `**` are
 * left out: whatever fits from there fits from it, too.
 */
function withSkipped(tokens: readonly Token[], places: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (let place of places) {
    all.add(place);
    while (typeof tokens[place] === 'string') all.add(++place);
  }
  const last = Math.max(-1, ...[...all].filter((place) => tokens[place] === '**'));
  return [...all].filter((place) => place >= last);
}
