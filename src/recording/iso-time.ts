/** Milliseconds since the epoch as ISO 8601 UTC, to the nearest millisecond, as the views show times. */
export function isoTime(milliseconds: number): string {
  return new Date(Math.round(milliseconds)).toISOString();
}
