import { readFileSync, statSync } from 'node:fs';

/**
 * Whether another process has a recording open, as its recorder has for as long as it lives. Where that can't be told (it is asked
 * of Linux, and of what goes on in this container), no.
 */
export function isHeldOpen(file: string): boolean {
  try {
    const { ino } = statSync(file);
    return readFileSync('/proc/locks', 'utf8')
      .split('\n')
      .some((line) => {
        const [, pid, held] = /^\d+: POSIX +\S+ +\S+ +(\d+) +\w+:\w+:(\d+) /u.exec(line) ?? [];
        return held === String(ino) && pid !== String(process.pid);
      });
  } catch {
    return false;
  }
}
