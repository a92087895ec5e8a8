import { existsSync } from 'node:fs';
import { UsageError } from '../../errors.js';
import { targetOrigin } from '../../target-origin.js';

/** What becomes of a call after its last recorded answer, and of a request that has none at all. */
export interface MissOptions {
  /**
   * What the call gets that is made more often than it was recorded: `miss` (by default), or `last`: the last
   * recorded answer again, with all that the call caused.
   */
  readonly repeat?: Repeat;
  /**
   * What a request gets for which the recording has no answer: 404 (by default); `error`: 500; or `passthrough`: the
   * answer of `target`, the only server that a stand-in ever connects to.
   */
  readonly onMiss?: OnMiss;
  /** Origin of the server that `passthrough` asks, for instance `http://gws.test:8080`. */
  readonly target?: string;
  /** New recording of what was passed through; the file must not exist yet. */
  readonly recordMissing?: string;
  /** Told in one line each of what the operator should know of that recording. */
  readonly onNotice?: (message: string) => void;
}

export const repeats = ['last', 'miss'] as const;
export const missReplies = ['404', 'error', 'passthrough'] as const;

export type Repeat = (typeof repeats)[number];
export type OnMiss = (typeof missReplies)[number];

/**
 * Where misses are passed on to; null if they are not.
 *
 * @throws UsageError if the options contradict each other, the target is no origin or the new recording's file exists
 */
export function passTarget(options: MissOptions): URL | null {
  const { repeat = 'miss', onMiss = '404', target, recordMissing } = options;
  if (!repeats.includes(repeat)) throw notAmong('--repeat', repeat, repeats);
  if (!missReplies.includes(onMiss)) throw notAmong('--on-miss', onMiss, missReplies);
  if (onMiss !== 'passthrough') {
    const flag =
      target !== undefined ? '--target' : recordMissing !== undefined ? '--record-missing' : null;
    if (flag === null) return null;
    throw new UsageError(
      `${flag} is for what is passed through; add --on-miss passthrough, or leave it out`,
    );
  }
  if (target === undefined) {
    throw new UsageError('--on-miss passthrough asks a server; name it with --target');
  }
  if (recordMissing !== undefined && existsSync(recordMissing)) {
    throw new UsageError(
      `${recordMissing} exists already and is never overwritten; name another --record-missing`,
    );
  }
  return targetOrigin(target);
}

function notAmong(flag: string, value: string, known: readonly string[]): UsageError {
  return new UsageError(`${flag} '${value}' is unknown; it must be one of ${known.join(', ')}`);
}
