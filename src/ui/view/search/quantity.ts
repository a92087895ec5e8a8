import type { Quantity } from './number-range.js';

/** `200` is itself; `4xx` all from 400 to 499. */
export function numberOf(text: string): Quantity | null {
  if (/^[1-5]xx$/iu.test(text)) {
    const from = Number(text.charAt(0)) * 100;
    return { from, to: from + 100 };
  }
  return /^-?\d{1,15}(?:\.\d{1,6})?$/u.test(text) ? point(Number(text)) : null;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
]);

/** `100ms`, `1.5s`, `2m`, and milliseconds without a unit: as exact as it is written. */
export function durationQuantity(text: string): Quantity | null {
  const [, number, decimals = '', unit = ''] =
    /^(-?\d{1,12})(\.\d{1,6})?([a-z]{0,3})$/iu.exec(text) ?? [];
  const factor = UNITS.get(unit.toLowerCase());
  if (number === undefined || factor === undefined) return null;
  return point(Number(number + decimals) * factor);
}

function point(number: number): Quantity {
  return { from: number, to: number };
}
