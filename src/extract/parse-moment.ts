import { UsageError } from '../errors.js';

const UNITS = { ms: 1, s: 1e3, m: 60e3, h: 3_600e3, d: 86_400e3 } as const;

const RELATIVE = /^\+(\d{1,9})(ms|s|m|h|d)$/u;

/** ISO 8601: a day, a minute, or a second with any number of decimals. */
const ABSOLUTE =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/iu;

/**
 * Reads a moment.
 *
 * @param startedAt of the recording, milliseconds since the epoch
 * @returns milliseconds since the epoch
 * @throws UsageError if it is none
 */
export function parseMoment(text: string, flag: string, startedAt: number): number {
  const [, count, unit] = RELATIVE.exec(text) ?? [];
  if (count !== undefined) return startedAt + Number(count) * UNITS[unit as keyof typeof UNITS];
  const moment = absolute(text);
  if (moment === null) {
    throw new UsageError(
      `${flag} '${text}' is no time; give 2026-11-23T09:30:00Z, or +10m after the beginning of the recording`,
    );
  }
  return moment;
}

function absolute(text: string): number | null {
  const [, day, minute = '00:00', second = '00', decimals = '0', zone = 'Z'] =
    ABSOLUTE.exec(text) ?? [];
  if (day === undefined) return null;
  const local = Date.parse(`${day}T${minute}:${second}Z`);
  // The 30th of February would become a day in March.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(day)) return null;
  const offset = offsetOf(zone);
  return offset === null ? null : local + Number(`0.${decimals}`) * 1e3 - offset;
}

/** Milliseconds that a zone is ahead of UTC; null if there is no such. */
function offsetOf(zone: string): number | null {
  if (/^z$/iu.test(zone)) return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d)(?::?(\d\d))?$/u.exec(zone) ?? [];
  const ahead = Number(hours) * UNITS.h + Number(minutes) * UNITS.m;
  if (Number.isNaN(ahead) || Number(hours) > 23 || Number(minutes) > 59) return null;
  return sign === '-' ? -ahead : ahead;
}
