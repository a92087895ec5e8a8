/** The last millisecond of the year 9999: what is later has no four digits for the year. */
const LAST = 253_402_300_799_999;

/** The number with all its digits, but none that is not needed (ECMA-262 Number::toString). */
const DECIMAL = /^(\d+)(?:\.(\d+))?$/u;

const ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d*)Z$/u;

/**
 * Milliseconds since the epoch as JSON: ISO 8601 UTC with as many digits as it takes to give back exactly this
 * number; what has no such form is a number.
 */
export function timeJson(ms: number): string {
  const [, whole, rest = ''] = DECIMAL.exec(String(ms)) ?? [];
  if (whole === undefined || Number(whole) > LAST) return JSON.stringify(ms);
  return `"${new Date(Number(whole)).toISOString().slice(0, -1)}${rest}Z"`;
}

/** What `timeJson` wrote as text; null if it is no such text. */
export function timeOf(text: string): number | null {
  const [, instant, rest] = ISO.exec(text) ?? [];
  if (instant === undefined) return null;
  const whole = Date.parse(`${instant}Z`);
  // What is no day of the calendar, and what is before the epoch, was not written so.
  if (!(whole >= 0) || new Date(whole).toISOString() !== `${instant}Z`) return null;
  return Number(`${whole}.${rest === '' ? '0' : rest}`);
}
