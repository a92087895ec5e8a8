import { UsageError } from '../../errors.js';

/** A recorder went on in a new file. */
export interface Rotated {
  /** Milliseconds since the epoch: where the one ends and the other begins. */
  readonly at: number;
  /** The new file. */
  readonly file: string;
  /** The one before, which nothing more is written into. */
  readonly previous: string;
  /** The new file's place in the series, counted from 1. */
  readonly part: number;
  readonly reason: 'size' | 'time' | 'request';
}

/** When a recorder goes on in a new file; by default never, unless it is asked to. */
export interface RotateOptions {
  /** Bytes of a file with which the next one begins; it gets somewhat larger, by what passes at once. 1 MiB at least. */
  readonly maxSize?: number;
  /** Milliseconds after which a new file begins, again and again, counted from the start. 1 second at least. */
  readonly rotate?: number;
  /** Told each time that a new file has begun. */
  readonly onRotate?: (rotated: Rotated) => void;
}

const LEAST_SIZE = 1024 ** 2;
const LEAST_TIME = 1_000;
const MOST_TIME = 3_650 * 86_400_000;

/** @throws UsageError if a value makes no sense */
export function checkRotation({ maxSize, rotate }: RotateOptions): void {
  if (maxSize !== undefined && !(Number.isSafeInteger(maxSize) && maxSize >= LEAST_SIZE)) {
    throw new UsageError('a new file can begin after 1 MiB (1048576 bytes) at least (maxSize)');
  }
  if (rotate !== undefined && !(rotate >= LEAST_TIME && rotate <= MOST_TIME)) {
    throw new UsageError('a new file can begin after 1 s to 3650 days (rotate, in milliseconds)');
  }
}
