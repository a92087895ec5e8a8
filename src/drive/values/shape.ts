import { isPseudonym } from '../../redact/pseudonym.js';

/**
 * What a text looks like: `id` is made by a machine to name something, `number` is digits alone, `uri` a URI or an absolute
 * path, `time` a date or a time of day, `word` what a person or a protocol could say, `nothing` what can't be handed over (free text, numbers with a sign).
 */
export type Shape = 'id' | 'number' | 'uri' | 'time' | 'word' | 'nothing';

/** Tokens may be long; what is longer is content. */
const longest = 8_192;

export function shapeOf(text: string): Shape {
  if (text === '' || text.length > longest) return 'nothing';
  if (/^\d+$/u.test(text)) return 'number';
  if (isPseudonym(text)) return 'id';
  if (isTime(text)) return 'time';
  if (/[\s<>]/u.test(text)) return 'nothing';
  if (isUri(text)) return 'uri';
  const bare = text.replace(/^W\//u, '').replace(/^"(.*)"$/u, '$1');
  if (/^[+-]?\d*(?:\.\d+)*$/u.test(bare))
    return /^[+-]|^\d*\.\d*$/u.test(bare) ? 'nothing' : 'word';
  return isMachineMade(bare) ? 'id' : 'word';
}

function isTime(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}(?:$|[T ])/u.test(text) ||
    /^\d{1,2}:\d{2}(?::\d{2})?/u.test(text) ||
    /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /u.test(text)
  );
}

/** Absolute, or a path of at least two segments. */
function isUri(text: string): boolean {
  return /^https?:\/\/[^/]/iu.test(text) || /^\/[^/]+\/[^/]/u.test(text);
}

/** Digits among letters, and long enough that nobody would have thought of it; words have one digit at most, at their end. */
function isMachineMade(text: string): boolean {
  if (/^[\w+/-]{14,}={1,2}$/u.test(text)) return true;
  if (!/^[\w~.+=:/-]+$/u.test(text)) return false;
  const digits = text.replace(/\D/gu, '').length;
  const letters = /[A-Za-z]/u.test(text);
  if (!letters) return digits >= 6;
  return (text.length >= 6 && digits >= 2) || (text.length >= 20 && digits >= 1);
}

/** So many digits that two numbers are hardly equal by chance. */
export function isLongNumber(text: string): boolean {
  return text.length >= 6;
}
