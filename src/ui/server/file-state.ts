import { type BigIntStats, statSync } from 'node:fs';
import type { Clock } from '../../time/clock.js';

/** What can be told of a recording without opening it, so that a recorder at work does not notice. */
export interface FileState {
  /** Another text whenever the file or its log has changed. */
  readonly state: string;
  /** Milliseconds since the last change. */
  readonly age: number;
}

/** Asking costs some microseconds. A file that is gone has a state, too. */
export function fileState(file: string, clock: Clock): FileState {
  const found = ['', '-wal'].map((suffix) => stat(file + suffix));
  const latest = Math.max(0, ...found.map((each) => Number(each?.mtimeMs ?? 0)));
  return {
    state: found
      .map((each) => (each === null ? 'none' : [each.ino, each.size, each.mtimeNs].join(':')))
      .join(' '),
    age: clock.now() - latest,
  };
}

function stat(file: string): BigIntStats | null {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
