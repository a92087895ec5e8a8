import { rmSync } from 'node:fs';

/** What SQLite keeps beside a database's file. */
export const COMPANIONS: readonly string[] = ['-wal', '-shm', '-journal'];

/** Removes a recording with all that belongs to it, as far as that can be done. */
export function removeFiles(file: string): void {
  for (const suffix of [...COMPANIONS, '']) {
    try {
      rmSync(file + suffix, { force: true });
    } catch {
      // It stays.
    }
  }
}
