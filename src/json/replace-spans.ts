/** `text` in place of what stands between `start` and `end` (UTF-16 units; equal for an insertion). */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Replaces stretches of a text and leaves all else as it is. Edits come in any order; several
 * insertions at one place keep theirs.
 * @throws RangeError if edits overlap or lie outside the text
 */
export function replaceSpans(source: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return source;
  let result = '';
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at || end < start || end > source.length) {
      throw new RangeError(`Edit ${start}–${end} overlaps another or lies outside the text`);
    }
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}
