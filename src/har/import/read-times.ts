import type { Instant } from '../../time/clock.js';
import { numberIn, textIn } from './members.js';

/** The last moment that a Date can say. */
const LAST = 8.64e15;

const ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:?\d\d)$/iu;

/** An ISO 8601 time with all digits of its fraction; null if it is none, or in no time zone. */
function instantOf(text: string | null): Instant | null {
  const [, seconds, fraction = '', zone = ''] = ISO.exec(text ?? '') ?? [];
  if (seconds === undefined) return null;
  const whole = Date.parse(`${seconds}${zone.replace(/^(...)(\d\d)$/u, '$1:$2')}`);
  return Number.isNaN(whole) ? null : whole + Number(`0.${fraction}0`) * 1_000;
}

/** Whether a time is told more exactly than by milliseconds. */
export function isFine(text: string | null): boolean {
  return /\.\d{3}0*[1-9]/u.test(text ?? '');
}

/** When an entry began and ended; null if it does not say when it began. */
export function timesOf(
  entry: unknown,
): { readonly startedAt: Instant; readonly endedAt: Instant } | null {
  const startedAt = instantOf(textIn(entry, 'startedDateTime'));
  if (startedAt === null) return null;
  const time = numberIn(entry, 'time') ?? 0;
  const endedAt = startedAt + Math.max(0, time);
  return { startedAt, endedAt: isInstant(endedAt) ? endedAt : startedAt };
}

/** When a frame passed; null if it does not say so. Chrome and mitmproxy count seconds, Playwright milliseconds. */
export function frameTime(frame: unknown): Instant | null {
  const time = numberIn(frame, 'time');
  if (time === null || time <= 0) return null;
  const at = time > MOST_SECONDS ? time : time * 1_000;
  return isInstant(at) ? at : null;
}

/** In seconds this is the year 5138, in milliseconds 1973. */
const MOST_SECONDS = 1e11;

export function isInstant(value: number): boolean {
  return Math.abs(value) <= LAST;
}
