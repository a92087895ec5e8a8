/** A longer text is no place for identifiers: what is compared word by word stays small. */
const LONGEST = 10_000;

const token = /[\w%~-]+/gu;

/** Two words that stand at the same place of two texts. */
export type TokenPair = readonly [baseline: string, candidate: string];

/**
 * The words in which two texts differ, if all between them is the same: the id in a URI, or the whole. Null if they differ
 * in more than that.
 */
export function differingTokens(left: string, right: string): readonly TokenPair[] | null {
  if (left.length > LONGEST || right.length > LONGEST) return null;
  const ours = left.match(token) ?? [];
  const theirs = right.match(token) ?? [];
  if (ours.length !== theirs.length || ours.length === 0) return null;
  if (left.replace(token, '') !== right.replace(token, '')) return null;
  return ours.flatMap((word, at): TokenPair[] =>
    word === theirs[at] ? [] : [[word, theirs[at] ?? '']],
  );
}

/** All words of a text. */
export function tokensOf(text: string): readonly string[] {
  return text.length > LONGEST ? [] : (text.match(token) ?? []);
}

/** A text with other words. @param other gives what stands for a word; null for the word itself */
export function withWords(text: string, other: (word: string) => string | null): string {
  return text.length > LONGEST ? text : text.replace(token, (word) => other(word) ?? word);
}

/** How often a word stands in a text. */
export function timesIn(text: string, word: string): number {
  let times = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) times++;
  }
  return times;
}

function isPart(character: string | undefined): boolean {
  return character !== undefined && /[\w%~-]/u.test(character);
}
