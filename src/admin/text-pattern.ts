import { createRequire } from 'node:module';
import { UsageError } from '../errors.js';

const load = createRequire(import.meta.url);

/** What `String.prototype.search` takes, as a RegExp is. */
export type TextPattern = Pick<RegExp, typeof Symbol.search>;

/**
 * A pattern that comes from outside, in RE2 syntax: it takes linear time, whatever it is and meets.
 *
 * @throws UsageError if it is none
 */
function textPattern(source: string): TextPattern {
  const { RE2JS } = load('re2js') as typeof import('re2js');
  try {
    const compiled = RE2JS.compile(source);
    return {
      [Symbol.search]: (text: string) => (compiled.matcher(text).find() ? 0 : -1),
      toString: () => `/${source}/`,
    } as TextPattern;
  } catch {
    throw new UsageError(`${JSON.stringify(source)} is no pattern of RE2`);
  }
}

/** A text as it is, or `{pattern}`: what a request gives where `textFilterSchema` stands. */
export function givenText(given: unknown): string | TextPattern {
  return typeof given === 'string' ? given : textPattern((given as { pattern: string }).pattern);
}
