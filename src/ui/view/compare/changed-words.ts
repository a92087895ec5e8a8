import type { Sided } from '../../protocol/diff.js';
import { align } from './align.js';

/** A stretch of a text, and whether the other text has it. */
export interface WordPiece {
  readonly text: string;
  readonly changed: boolean;
}

/** Longer texts are compared at their ends only. */
const LONGEST = 50_000;
/** Of texts that have less than this in common all is marked: scattered letters help nobody. */
const LEAST_COMMON = 0.25;

/** Both texts in pieces, marked where they differ, word by word. */
export function changedWords(left: string, right: string): Sided<readonly WordPiece[]> {
  if (left === right) return { baseline: piece(left, false), candidate: piece(right, false) };
  if (left.length + right.length > LONGEST) return atEnds(left, right);
  const [ours, theirs] = [wordsOf(left), wordsOf(right)];
  const same = align(ours, theirs);
  const common = same.reduce(
    (sum, [at]) => sum + (isWord(ours[at]) ? (ours[at]?.length ?? 0) : 0),
    0,
  );
  if (common < LEAST_COMMON * Math.min(lettersIn(ours), lettersIn(theirs))) {
    return { baseline: piece(left, true), candidate: piece(right, true) };
  }
  return {
    baseline: pieces(ours, new Set(same.map(([at]) => at))),
    candidate: pieces(theirs, new Set(same.map(([, at]) => at))),
  };
}

/** Words, numbers and single signs; white space by itself. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}]+|\p{N}+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];
}

function isWord(word: string | undefined): boolean {
  return word !== undefined && /[\p{L}\p{N}]/u.test(word);
}

function lettersIn(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (isWord(word) ? word.length : 0), 0);
}

function pieces(words: readonly string[], same: ReadonlySet<number>): readonly WordPiece[] {
  const told: { text: string; changed: boolean }[] = [];
  for (const [at, text] of words.entries()) {
    const changed = !same.has(at);
    const last = told.at(-1);
    if (last?.changed === changed) last.text += text;
    else told.push({ text, changed });
  }
  return told;
}

function atEnds(left: string, right: string): Sided<readonly WordPiece[]> {
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) start++;
  let end = 0;
  while (end < most - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  // Not between the halves of a character beyond U+FFFF.
  if (isHalf(left.charCodeAt(start)) || isHalf(right.charCodeAt(start)))
    start = Math.max(0, start - 1);
  if (end > 0 && isHalf(left.charCodeAt(left.length - end))) end--;
  const side = (text: string): readonly WordPiece[] => [
    ...piece(text.slice(0, start), false),
    ...piece(text.slice(start, text.length - end), true),
    ...piece(text.slice(text.length - end), false),
  ];
  return { baseline: side(left), candidate: side(right) };
}

/** The second half of a surrogate pair. */
function isHalf(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function piece(text: string, changed: boolean): readonly WordPiece[] {
  return text === '' ? [] : [{ text, changed }];
}
