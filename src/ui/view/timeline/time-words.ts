const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as short as one reads it: `850 µs`, `12.5 ms`, `3.20 s`, `4 m 05 s`, `2 h 10 m`, `3 d 4 h`. */
export function lengthWords(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (!Number.isFinite(length)) return '?';
  if (length === 0) return '0 ms';
  if (length < 0.9995) return `${Math.max(1, Math.round(length * 1_000))} µs`;
  if (length < 999.5) return `${digits(length)} ms`;
  if (length < MINUTE - 50) return `${digits(length / SECOND)} s`;
  const seconds = Math.round(length / SECOND);
  if (length < HOUR) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  const minutes = Math.round(length / MINUTE);
  if (length < DAY) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
  const hours = Math.round(length / HOUR);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** As `lengthWords`, with its sign: time since the start of the recording. */
export function offsetWords(milliseconds: number): string {
  return `${milliseconds < 0 ? '−' : '+'}${lengthWords(milliseconds)}`;
}

/** How finely a clock is told. */
export type ClockUnit = 'day' | 'minute' | 'second' | 'millisecond' | 'microsecond';

/** The time of day in UTC, as finely as is asked for. */
export function clockWords(time: number, unit: ClockUnit): string {
  const micros = Math.round(time * 1_000);
  const date = new Date(Math.floor(micros / 1_000));
  if (Number.isNaN(date.getTime())) return '?';
  const iso = date.toISOString();
  const at = iso.indexOf('T') + 1;
  switch (unit) {
    case 'day':
      return iso.slice(0, at - 1);
    case 'minute':
      return iso.slice(at, at + 5);
    case 'second':
      return iso.slice(at, at + 8);
    case 'millisecond':
      return iso.slice(at, at + 12);
    case 'microsecond': {
      const rest = ((micros % 1_000) + 1_000) % 1_000;
      return `${iso.slice(at, at + 12)}${String(rest).padStart(3, '0')}`;
    }
  }
}

/** What tells two moments apart that are so many milliseconds from each other. */
export function clockUnitFor(step: number): ClockUnit {
  if (step >= DAY) return 'day';
  if (step >= MINUTE) return 'minute';
  if (step >= SECOND) return 'second';
  return step >= 1 ? 'millisecond' : 'microsecond';
}

function digits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
