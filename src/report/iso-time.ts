const MAX_TIME = 8.64e15;

/**
 * Milliseconds since the epoch as ISO 8601 UTC, to the nearest millisecond (as the views have it); null
 * if it is no time that there is.
 */
export function isoTime(at: number): string | null {
  const whole = Math.round(at);
  return Math.abs(whole) <= MAX_TIME ? new Date(whole).toISOString() : null;
}
