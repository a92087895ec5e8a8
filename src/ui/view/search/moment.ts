import type { Quantity } from './number-range.js';
import { durationQuantity } from './quantity.js';
import type { SearchContext } from './search-context.js';

const DAY = 86_400_000;

/**
 * A moment that is written `12:30`, `12:30:05.250`, `2026-03-02`, `2026-03-02T12:30` or `+90s` (since the first event), in UTC
 * as all reports have it: the minute, second or day that it names. A time without a day is the first such since the first event.
 */
export function momentOf(text: string, span: SearchContext['span']): Quantity | null {
  if (text.startsWith('+')) {
    const after = durationQuantity(text.slice(1));
    const from = (span?.from ?? 0) + (after?.from ?? 0);
    return after === null ? null : { from, to: from };
  }
  const [day, time, ...more] = text.replace(/z$/iu, '').split(/t/iu);
  if (more.length > 0 || day === undefined) return null;
  if (day.includes(':')) return time === undefined ? clockTime(day, span) : null;
  const date = dateOf(day);
  if (date === null) return null;
  if (time === undefined) return { from: date, to: date + DAY };
  const within = timeOfDay(time);
  return within && { from: date + within.from, to: date + within.to };
}

function clockTime(text: string, span: SearchContext['span']): Quantity | null {
  const within = timeOfDay(text);
  if (within === null) return null;
  const first = span?.from ?? 0;
  const date = Math.floor(first / DAY) * DAY;
  const isPast = date + within.to <= first && date + DAY + within.from <= (span?.to ?? 0);
  const day = isPast ? date + DAY : date;
  return { from: day + within.from, to: day + within.to };
}

/** In milliseconds since midnight. */
function timeOfDay(text: string): Quantity | null {
  const [, hours, minutes, seconds, fraction] =
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/u.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  if (Number(seconds ?? 0) > 60) return null;
  const from =
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds ?? 0) * 1_000 +
    Number((fraction ?? '').padEnd(3, '0'));
  const length =
    seconds === undefined ? 60_000 : fraction === undefined ? 1_000 : 10 ** (3 - fraction.length);
  return { from, to: from + length };
}

function dateOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
}
