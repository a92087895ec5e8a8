import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

/** A stretch of a text (UTF-16 units). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How much more may be looked for in what is redacted as one: a body with all its strings, a header. */
export interface Effort {
  /** UTF-16 units that searches may go over. */
  left: number;
}

/** Of one body; some five seconds if text and expression do their worst, and far more than either does in earnest. */
export const MOST_EFFORT = 2 ** 25;

/** Looks for what matches a regular expression. */
export interface Pattern {
  /**
   * Stretches that match, in order; of a match with groups what the first group that took part holds.
   * When no effort is left, the rest of a text with a match in it counts as one: too much rather than a leak.
   */
  find(text: string, effort: Effort): readonly Span[];
}

/** UTF-16 units of an expression. */
export const LONGEST_PATTERN = 1_000;

const load = createRequire(import.meta.url);

/** Says what is wrong with an expression; null if nothing is. */
export function complaintAboutPattern(source: string): string | null {
  if (source.length > LONGEST_PATTERN) return `it has more than ${LONGEST_PATTERN} characters`;
  try {
    return compiled(source).test('') ? 'it matches the empty text; write + instead of *' : null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(/^error parsing regexp: /u, '');
  }
}

/**
 * RE2 finds a match in time linear in the text, but each new search may run to its end and give one character
 * (`a.*b|a` in a long row of a). So searches are counted by what they may go over, and come to an end.
 */
export function createPattern(source: string): Pattern {
  const expression = compiled(source);
  return {
    find(text, effort) {
      // Without groups to tell it is many times as fast.
      if (text === '' || !expression.test(text)) return [];
      const found: Span[] = [];
      const matcher = expression.matcher(text);
      for (let at = 0; ; at = matcher.end()) {
        effort.left -= text.length - at;
        if (effort.left < 0) return [...found, { start: at, end: text.length }];
        if (!matcher.find()) return found;
        const group = groupOf(matcher);
        const span = { start: matcher.start(group), end: matcher.end(group) };
        if (span.start < span.end) found.push(span);
      }
    },
  };
}

function compiled(source: string): RE2JS {
  const re2 = load('re2js') as typeof import('re2js');
  return re2.RE2JS.compile(source);
}

function groupOf(matcher: ReturnType<RE2JS['matcher']>): number {
  for (let group = 1; group <= matcher.groupCount(); group++) {
    if (matcher.start(group) >= 0) return group;
  }
  return 0;
}
