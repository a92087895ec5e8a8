import { UsageError } from '../errors.js';

/** How much a recorder puts up with. What goes beyond a limit is described in docs/limits.md. */
export interface LimitOptions {
  /** Milliseconds that a desktop waits for the commit of what it is about to see; by default 250. Then a gap. */
  readonly maxHold?: number;
  /** Bytes that may wait to be committed while the store stalls; by default 64 MiB. What comes then is missing. */
  readonly maxQueue?: number;
  /** Bytes of a request's head; by default 64 KiB. More is refused with 431. */
  readonly maxHead?: number;
  /** Bytes of an answer's head; by default 256 KiB. More cuts the connection. */
  readonly maxResponseHead?: number;
  /** Bytes of a body or of a websocket's message that are kept and inspected at most; by default 16 MiB. */
  readonly maxBody?: number;
  /** Desktops' connections at once; by default 10,000. One more is answered 503. */
  readonly maxConnections?: number;
  /** Requests of one connection without an answer; by default 100. No more are read meanwhile. */
  readonly maxPipelined?: number;
  /** Arrays and objects within one another in the JSON that is understood; by default 200. */
  readonly maxDepth?: number;
  /** Bayeux messages in one batch; by default 10,000. A larger batch is not taken apart. */
  readonly maxBatch?: number;
  /** Characters of a function's name in callback-polling; by default 100. */
  readonly maxCallback?: number;
  /** Milliseconds for a request's head; by default 30 s. Then 408. */
  readonly headTimeout?: number;
  /** Milliseconds without a byte of a request's body that has begun; by default 120 s. Then it is cut. */
  readonly bodyTimeout?: number;
  /** Milliseconds for a connection to the target; by default 5 s. Then 502. */
  readonly connectTimeout?: number;
}

/** All limits, each with its value. */
export type Limits = Readonly<Record<keyof LimitOptions, number>>;

/** One limit: what it is about, and which values it takes. */
export interface Limit {
  readonly option: keyof LimitOptions;
  /** The flag of `understudy record`. */
  readonly flag: `--${string}`;
  readonly unit: 'bytes' | 'ms' | 'n';
  readonly default: number;
  readonly least: number;
  readonly most: number;
  /** A few words for `--help`. */
  readonly meaning: string;
}

const kibi = 1024;
const mebi = 1024 * kibi;
const hour = 3_600_000;

/** All limits of `record`. */
export const recordLimits: readonly Limit[] = [
  limit('maxHold', 'ms', 250, 1, 60_000, 'time that a desktop waits for the recording'),
  limit('maxQueue', 'bytes', 64 * mebi, mebi, 4096 * mebi, 'what may wait while the store stalls'),
  limit('maxHead', 'bytes', 64 * kibi, 1 * kibi, 16 * mebi, 'head of a request'),
  limit('maxResponseHead', 'bytes', 256 * kibi, 1 * kibi, 16 * mebi, 'head of an answer'),
  limit('maxBody', 'bytes', 16 * mebi, 0, 256 * mebi, 'body or websocket message that is kept'),
  limit('maxConnections', 'n', 10_000, 1, 1_000_000, 'connections of desktops at once'),
  limit('maxPipelined', 'n', 100, 1, 10_000, 'requests of a connection without an answer'),
  // Whatever reads a recording relies on the upper end.
  limit('maxDepth', 'n', 200, 1, 200, 'nesting of the JSON that is understood'),
  limit('maxBatch', 'n', 10_000, 1, 1_000_000, 'Bayeux messages in one batch'),
  limit('maxCallback', 'n', 100, 1, 100, "characters of a callback's name"),
  limit('headTimeout', 'ms', 30_000, 1, hour, 'time for the head of a request'),
  limit('bodyTimeout', 'ms', 120_000, 1, hour, "time without a byte of a request's body"),
  limit('connectTimeout', 'ms', 5_000, 1, hour, 'time for a connection to the target'),
];

function limit(
  option: keyof LimitOptions,
  unit: Limit['unit'],
  ...[usual, least, most, meaning]: readonly [number, number, number, string]
): Limit {
  const flag = `--${option.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}` as const;
  return { option, flag, unit, default: usual, least, most, meaning };
}

/**
 * All limits, with the defaults of those that are not given.
 *
 * @throws UsageError if one is out of its range
 */
export function limitsOf(options: LimitOptions): Limits {
  const limits = recordLimits.map(({ option, flag, least, most, ...limit }) => {
    const value = options[option] ?? limit.default;
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new UsageError(
        `the limit ${option} (${flag}) is ${value}; give a whole number from ${least} to ${most}`,
      );
    }
    return [option, value] as const;
  });
  return Object.fromEntries(limits) as Limits;
}
