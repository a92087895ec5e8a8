import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** As the name of what is there for a while tells who made it: the machine and the process, such as `3f2a90c1-4711`. */
export function maker(): string {
  return `${machine()}-${process.pid}`;
}

/**
 * What makers of this machine that are gone have left in a folder.
 *
 * @param before what stands in its name before the maker
 * @param behind fits what may stand behind the maker, to the end
 * @returns absolute; nothing if the folder can't be read
 */
export function leftBehind(folder: string, before: string, behind: RegExp): readonly string[] {
  const ours = `${before}${machine()}-`;
  return namesIn(folder).flatMap((name) => {
    if (!name.startsWith(ours)) return [];
    const [, pid = '', rest = ''] = /^(\d+)(.*)$/su.exec(name.slice(ours.length)) ?? [];
    return pid === '' || !behind.test(rest) || isAlive(Number(pid))
      ? []
      : [path.join(folder, name)];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // It may be written to, and not read.
    return [];
  }
}

/** A process is known by its number on one machine only, and in one container: they may share a folder, and a host name. */
function machine(): string {
  const known = [
    () => os.hostname(),
    // Only Linux has these.
    () => readFileSync('/etc/machine-id', 'latin1'),
    () => readlinkSync('/proc/self/ns/pid'),
  ];
  return createHash('sha256').update(known.map(orNothing).join(' ')).digest('hex').slice(0, 8);
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's may not be asked, but lives.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
