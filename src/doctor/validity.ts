import type { Instant } from '../time/clock.js';
import { type Check, type CheckName, failure, fine, warning } from './check.js';

const day = 86_400_000;
/** Days before its end in which a certificate is worth a warning. */
const soon = 21;

/**
 * Whether a certificate is valid now, and goes on to be.
 *
 * @param dates as certificates print them
 * @param advice if it is not
 */
export function validity(
  check: CheckName,
  found: string,
  dates: { readonly validFrom: string; readonly validTo: string },
  now: Instant,
  advice: string,
): Check {
  const [from, to] = [Date.parse(dates.validFrom), Date.parse(dates.validTo)];
  const days = Math.floor((to - now) / day);
  if (to < now) return failure(check, `${found}; it has expired: ${dateOf(to)}`, advice);
  if (from > now) {
    return failure(
      check,
      `${found}; it is not valid before ${dateOf(from)}`,
      "set this machine's clock right, or wait",
    );
  }
  const until = `${found}; valid until ${dateOf(to)}`;
  return days < soon ? warning(check, `${until}, for ${days} days`, advice) : fine(check, until);
}

function dateOf(at: number): string {
  return Number.isNaN(at) ? 'an unknown date' : new Date(at).toISOString().slice(0, 10);
}
