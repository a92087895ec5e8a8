import { ownText } from '../own-text.js';
import { looksLikeId } from '../path-label.js';
import { differingTokens, type TokenPair } from './tokens.js';

/** Whether two JSON texts are of one type: 45 and "45" are not, nor are 45 and null. */
export function sameType(one: string, other: string): boolean {
  return typeOf(one) === typeOf(other);
}

function typeOf(text: string): string {
  return /^[\d-]/u.test(text) ? 'number' : text.slice(0, 1);
}

/** The words in which two JSON texts of strings or of numbers differ; null if they differ in more, or are neither. */
export function differingWords(
  baseline: string | undefined,
  candidate: string | undefined,
): readonly TokenPair[] | null {
  if (baseline === undefined || candidate === undefined) return null;
  if (!sameType(baseline, candidate)) return null;
  const [one, other] = [wordsIn(baseline), wordsIn(candidate)];
  if (one === null || other === null) return null;
  return differingTokens(one, other)?.map((pair) => [ownText(pair[0]), ownText(pair[1])]) ?? null;
}

/**
 * The words in which two JSON texts differ, if all of them may be identifiers: those that look like none, `1` or `new`, only
 * where they mean one.
 */
export function renamedWords(
  baseline: string | undefined,
  candidate: string | undefined,
  meansOne: (baseline: string) => boolean,
): readonly TokenPair[] | null {
  const words = differingWords(baseline, candidate);
  const may = ([one, other]: TokenPair): boolean =>
    looksLikeId(one) || looksLikeId(other) || meansOne(one);
  return words?.every(may) ? words : null;
}

/** The value of a JSON string, or the text of a number; null for all else. */
function wordsIn(text: string): string | null {
  if (text.startsWith('"')) return JSON.parse(text) as string;
  return /^-?\d/u.test(text) ? text : null;
}
