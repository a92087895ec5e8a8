import { type Check, failure, fine, warning } from './check.js';

/** The beginning of 2025: no clock that is set shows less. */
const earliest = 1_735_689_600_000;

/** What was seen of the clocks, in milliseconds. */
export interface ClockReadings {
  /** What this machine's clock shows, since the epoch. */
  readonly now: number;
  /** How much further than the monotonic clock it has gone meanwhile. */
  readonly stepped: number;
  /** How far the server's clock is ahead of ours; null if it told no time. */
  readonly ahead: number | null;
  /** How well that is known. */
  readonly uncertain: number;
}

/** What a skew may be before it matters to certificates, and to recordings of several recorders in one order. */
const tolerated = 2_000;
/** What slewing does in a while. */
const slewed = 100;

/** Whether the clock is one to date a recording with. */
export function clockCheck({ now, stepped, ahead, uncertain }: ClockReadings): Check {
  const shows = `this machine's clock shows ${new Date(now).toISOString().replace(/\.\d+Z$/u, 'Z')}`;
  if (now < earliest) {
    return failure(
      'clock',
      shows,
      'set it: timedatectl set-ntp true; certificates and dates will be wrong',
    );
  }
  if (Math.abs(stepped) > slewed) {
    return warning(
      'clock',
      `${shows}; it was moved by ${seconds(stepped)} just now`,
      'see what sets it in steps (timedatectl, chronyc tracking); a recording goes on in even time, but its dates will be off',
    );
  }
  if (ahead === null) return fine('clock', shows);
  const off = Math.max(0, Math.abs(ahead) - uncertain);
  if (off <= tolerated) return fine('clock', `${shows}, which is the server's time`);
  return warning(
    'clock',
    `${shows}; the server's is ${seconds(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`,
    'let both follow NTP (timedatectl set-ntp true): recordings of several recorders are put in order by their clocks, and certificates judged by them',
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(Math.abs(ms) < 10_000 ? 1 : 0)} s`;
}
