import { momentOf } from './moment.js';
import { type NumberRange, type Quantity, rangeOf } from './number-range.js';
import { durationQuantity, numberOf } from './quantity.js';
import type { SearchContext } from './search-context.js';
import type { NumberKey } from './search-keys.js';

/** Ranges, null for any number at all, and keys of rows; or what is wrong. */
type Ranges =
  | { readonly any: readonly (NumberRange | null)[]; readonly keys: readonly string[] }
  | { readonly words: string };

/**
 * What the values of a key of numbers say.
 *
 * @param operator stands before each value, or is empty
 */
export function rangesIn(
  values: readonly string[],
  key: NumberKey,
  operator: string,
  span: SearchContext['span'],
): Ranges {
  const any: (NumberRange | null)[] = [];
  const keys: string[] = [];
  for (const value of values) {
    if (value === '*') any.push(null);
    else if (key.name === 'id' && /^[em]\d{1,15}$/iu.test(value)) keys.push(value.toLowerCase());
    else {
      const range = rangeOf(operator + value, (text) => quantityOf(text, key, span));
      if (range === null)
        return { words: `\`${value}\` is no ${NAMES[key.compares]}: ${key.hint}.` };
      any.push(key.compares === 'duration' ? rounded(range) : range);
    }
  }
  return { any, keys };
}

const NAMES = { number: 'number', duration: 'duration', time: 'time' } as const;

function quantityOf(text: string, key: NumberKey, span: SearchContext['span']): Quantity | null {
  if (key.compares === 'number') return numberOf(text);
  return key.compares === 'duration' ? durationQuantity(text) : momentOf(text, span);
}

/** Durations have fractions: what is written as `12ms` is what the table shows as that. */
function rounded(range: NumberRange): NumberRange {
  const { from, to } = range;
  if (from === null || from !== to) return range;
  return { from: from - 0.5, to: from + 0.5, isAfterFrom: false, isBeforeTo: true };
}
