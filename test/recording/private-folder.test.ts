import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makePrivateFolder } from '../../src/recording/private-folder.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
beforeEach(() => {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder.path('.'));
});
afterEach(() => vi.unstubAllEnvs());

/** What a process of that number would have made. */
function madeBy(pid: number): string {
  const made = makePrivateFolder();
  const other = made.replace(`-${process.pid}-`, `-${pid}-`);
  mkdirSync(other, { mode: 0o700 });
  writeFileSync(path.join(other, 'joined.db'), 'x');
  return other;
}

/** A process that was there, and is no more. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('makePrivateFolder', () => {
  it('makes a folder that its owner alone can read', () => {
    const made = makePrivateFolder();
    expect(path.dirname(made)).toBe(path.resolve(folder.path('.')));
    if (process.platform !== 'win32') expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it('removes what a process left behind that is no more, and nothing of one that lives', () => {
    const [dead, living] = [madeBy(deadProcess()), madeBy(process.ppid)];
    makePrivateFolder();
    expect([existsSync(dead), existsSync(path.join(living, 'joined.db'))]).toEqual([false, true]);
  });

  it('leaves what was made on another machine that shares the folder', () => {
    const pid = deadProcess();
    const other = folder.path(`understudy-0000000g-${pid}-abcdef`);
    mkdirSync(other);
    makePrivateFolder();
    expect(existsSync(other)).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('leaves what others could have put there', () => {
    const pid = deadProcess();
    const open = madeBy(pid);
    chmodSync(open, 0o777);
    const link = `${open}-link`;
    symlinkSync(path.dirname(open), link);
    makePrivateFolder();
    expect([existsSync(open), existsSync(link)]).toEqual([true, true]);
  });
});
