import { lstatSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { leftBehind, maker } from '../maker.js';

/**
 * Makes a folder for what is gone when its maker ends, readable by its owner only. What makers left behind that had no
 * time to remove it (`kill -9`) is removed first: its name says whose it was.
 */
export function makePrivateFolder(): string {
  const within = os.tmpdir();
  removeLeftOver(within);
  return mkdtempSync(path.join(within, `${PREFIX}${maker()}-`));
}

const PREFIX = 'understudy-';

function removeLeftOver(within: string): void {
  for (const folder of leftBehind(within, PREFIX, /^-/u)) {
    try {
      if (isOurs(folder)) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Where it can't be removed, or somebody else just does so, it is no trouble of ours.
    }
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
