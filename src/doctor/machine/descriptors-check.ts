import { readFileSync } from 'node:fs';
import { type Check, fine, warning } from '../check.js';

/** What Node, SQLite and the listeners have open besides connections. */
const own = 64;

/**
 * Whether desktops find descriptors enough: each connection has two. Null where nobody says how many there are.
 *
 * @param maxConnections as `record` takes it
 */
export function descriptorsCheck(maxConnections: number): Check | null {
  try {
    const [, soft] =
      /^Max open files +(\S+)/mu.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    if (soft === undefined) return null;
    return descriptorsFor(
      soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft),
      maxConnections,
    );
  } catch {
    return null;
  }
}

/** @param limit how many there are */
export function descriptorsFor(limit: number, maxConnections: number): Check {
  const room = Math.max(0, Math.floor((limit - own) / 2));
  if (room >= maxConnections) {
    const number = Number.isFinite(limit) ? String(limit) : 'unlimited';
    return fine(
      'descriptors',
      `${number} file descriptors: enough for the ${maxConnections} connections of --max-connections`,
    );
  }
  const wanted = 2 * maxConnections + own;
  return warning(
    'descriptors',
    `${limit} file descriptors: enough for ${room} connections at once, then desktops get 502`,
    `if there may be more: ulimit -n ${wanted} (LimitNOFILE=${wanted} for systemd), or --max-connections ${Math.max(1, room)}`,
  );
}
