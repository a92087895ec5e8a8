import { type JsonNumber, textOf } from './node.js';

/** So many digits, and a carry, are exact in a JavaScript number. */
const CHUNK = 15;

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?)(\d+))?$/;

/**
 * One text for each decimal value, of any size: `-15e-1` for -1.50. An integer without zeros at its
 * end, then a power of ten unless that is 0; no number is ever written out, so 1e999999999 costs nothing.
 */
export function canonicalNumber(node: JsonNumber): string {
  const [, sign = '', whole = '', fraction = '', exponentSign = '', exponent = '0'] =
    NUMBER.exec(textOf(node)) ?? [];
  const digits = whole + fraction;
  const first = firstNonZero(digits);
  if (first === digits.length) return '0';
  const end = endOfDigits(digits);
  const shift = digits.length - end - fraction.length;
  const power = sum(exponentSign === '-', exponent.slice(firstNonZero(exponent)), shift);
  return `${sign}${digits.slice(first, end)}${power === '0' ? '' : `e${power}`}`;
}

// Loops and not regular expressions: /0+$/ takes quadratic time on a long run of zeros before another digit.

function firstNonZero(digits: string): number {
  let first = 0;
  while (digits.charAt(first) === '0') first++;
  return first;
}

function endOfDigits(digits: string): number {
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end--;
  return end;
}

/** The exponent (its digits without sign or leading zeros) plus a shift, exactly. */
function sum(negative: boolean, exponent: string, shift: number): string {
  if (exponent.length <= CHUNK) return String((negative ? -1 : 1) * Number(exponent) + shift);
  return (negative ? '-' : '') + addTo(exponent, negative ? -shift : shift);
}

/**
 * Adds a shift, which is no longer than the text, to a number that is far greater. Not by BigInt: it takes half a
 * second for a million digits, and such an exponent comes from outside.
 */
function addTo(digits: string, shift: number): string {
  let end = digits.length;
  let carry = shift;
  let tail = '';
  while (carry !== 0 && end > 0) {
    const start = Math.max(0, end - CHUNK);
    const scale = 10 ** (end - start);
    const total = Number(digits.slice(start, end)) + carry;
    carry = Math.floor(total / scale);
    tail = String(total - carry * scale).padStart(end - start, '0') + tail;
    end = start;
  }
  const sum = (carry === 0 ? '' : carry) + digits.slice(0, end) + tail;
  return sum.slice(firstNonZero(sum));
}
