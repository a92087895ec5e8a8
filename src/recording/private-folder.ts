import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes a folder for what is gone when its maker ends, readable by its owner only. What makers left behind that had no
 * time to remove it (`kill -9`) is removed first: its name says whose it was.
 */
export function makePrivateFolder(): string {
  const within = os.tmpdir();
  removeLeftOver(within);
  return mkdtempSync(path.join(within, `understudy-${machine()}-${process.pid}-`));
}

function removeLeftOver(within: string): void {
  const mine = new RegExp(`^understudy-${machine()}-(\\d+)-`, 'u');
  for (const name of namesIn(within)) {
    const [, pid] = mine.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = path.join(within, name);
    try {
      if (isOurs(folder)) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Where it can't be removed, or somebody else just does so, it is no trouble of ours.
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process is known by its number on one machine only, and in one container: they may share their temporary files. */
function machine(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has those.
  }
  return createHash('sha256').update(`${os.hostname()} ${namespace}`).digest('hex').slice(0, 8);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's may not be asked, but lives.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** As `mkdtemp` makes it for this user: nobody else can put something else in its place, or into it. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder);
  if (!stat.isDirectory()) return false;
  return (
    process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o77) === 0)
  );
}
