/** A length of time for people: `8 ms`, `1.23 s`, `2 min 03 s`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '?';
  if (ms < 0) return `-${duration(-ms)}`;
  const whole = Math.round(ms);
  if (whole < 1_000) return `${whole} ms`;
  if (whole < 59_995) return `${(whole / 1_000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** A place in time, counted from the recording's start: `0:01.234`, `1:02:03.456`. */
export function stopwatch(ms: number): string {
  if (!Number.isFinite(ms)) return '?';
  if (ms < 0) return `-${stopwatch(-ms)}`;
  const whole = Math.round(ms);
  const minutes = Math.floor(whole / 60_000);
  const rest = `${twoDigits(Math.floor(whole / 1_000) % 60)}.${String(whole % 1_000).padStart(3, '0')}`;
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
