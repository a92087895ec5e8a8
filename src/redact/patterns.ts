import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

/** A stretch of a text (UTF-16 units). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Looks for what matches a regular expression. */
export interface Pattern {
  /**
   * Stretches that match, in order; of a match with groups what the first group that took part holds.
   * Time is linear in the text, whatever the expression and the text are.
   */
  find(text: string): readonly Span[];
}

/** UTF-16 units of an expression. */
export const LONGEST_PATTERN = 1_000;

/** So many matches are looked for in the whole text. */
const WHOLE = 32;
/** Then in stretches of so many units, of which twice as many are looked at. */
const STRETCH = 1_024;
/** Matches that are looked for within a stretch; what comes after them in it is taken as it is. */
const MOST_IN_STRETCH = 32;

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
 * RE2 finds a match in linear time, but each new search may run to the end of the text and give less
 * than it saw (`a.*b|a` in a long row of a). So the work is bounded: after some matches the text is taken
 * in stretches, and where a stretch is full of matches, its rest counts as one. Too much rather than a leak.
 */
export function createPattern(source: string): Pattern {
  const expression = compiled(source);
  return {
    find(text) {
      // Without groups to tell it is many times as fast.
      if (text === '' || !expression.test(text)) return [];
      const found: Span[] = [];
      const matcher = expression.matcher(text);
      let at = 0;
      for (let count = 0; count < WHOLE; count++) {
        if (!matcher.find()) return found;
        add(found, matcher, 0);
        at = matcher.end();
      }
      addInStretches(expression, text, at, found);
      return found;
    },
  };
}

type Matcher = ReturnType<RE2JS['matcher']>;

function compiled(source: string): RE2JS {
  const re2 = load('re2js') as typeof import('re2js');
  return re2.RE2JS.compile(source);
}

function add(found: Span[], matcher: Matcher, offset: number): void {
  const group = groupOf(matcher);
  const start = offset + matcher.start(group);
  const end = offset + matcher.end(group);
  if (start < end) found.push({ start, end });
}

function groupOf(matcher: Matcher): number {
  for (let group = 1; group <= matcher.groupCount(); group++) {
    if (matcher.start(group) >= 0) return group;
  }
  return 0;
}

function addInStretches(expression: RE2JS, text: string, from: number, found: Span[]): void {
  let overlong = 0;
  for (let at = from; at < text.length; ) {
    // What stands right before it counts for \b and ^.
    const begin = Math.max(0, at - 1);
    const stretch = text.slice(begin, at + 2 * STRETCH);
    const isLast = begin + stretch.length === text.length;
    const matcher = expression.matcher(stretch);
    let next = at + STRETCH;
    for (let count = 0; ; count++) {
      const more = count === 0 ? matcher.find(at - begin) : matcher.find();
      if (!more || begin + matcher.start() >= next) break;
      const end = begin + matcher.end();
      if (matcher.end() === stretch.length && !isLast) {
        // It may go on, and is looked for once more in all that follows.
        overlong += 1;
        const whole = expression.matcher(text);
        if (overlong > WHOLE || !whole.find(begin + matcher.start())) {
          found.push({ start: begin + matcher.start(), end: text.length });
          return;
        }
        add(found, whole, 0);
        next = Math.max(next, whole.end());
        break;
      }
      add(found, matcher, begin);
      next = Math.max(next, end);
      if (count >= MOST_IN_STRETCH) {
        if (end < next) found.push({ start: end, end: Math.min(next, text.length) });
        break;
      }
    }
    at = next;
  }
}
