import { createRequire } from 'node:module';
import { UsageError } from '../../errors.js';
import type { TextFilter } from '../observe/wanted.js';

const load = createRequire(import.meta.url);

/**
 * A pattern that comes from outside, in RE2 syntax: it takes linear time, whatever it is and meets.
 *
 * @throws UsageError if it is none
 */
export function textPattern(source: string): Exclude<TextFilter, string> {
  const { RE2JS } = load('re2js') as typeof import('re2js');
  try {
    const compiled = RE2JS.compile(source);
    return {
      [Symbol.search]: (text: string) => (compiled.matcher(text).find() ? 0 : -1),
      toString: () => `/${source}/`,
    } as Exclude<TextFilter, string>;
  } catch {
    throw new UsageError(`${JSON.stringify(source)} is no pattern of RE2`);
  }
}
