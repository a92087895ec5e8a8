import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A real file system of its own, of a few MiB. */
export interface SmallDisk {
  /** A path on it, for programs that run `within`. */
  path(name: string): string;
  /** The same path, for everybody else. */
  outside(name: string): string;
  /** What has to run a program so that it sees the disk; nothing if all do. */
  readonly within: readonly string[];
  unmount(): Promise<void>;
}

/**
 * Mounts a tmpfs: as root, else as the root of a user namespace, where only that namespace sees it.
 *
 * @param options of mount, for instance `size=4m`
 * @throws Error in one line if this machine allows neither
 */
export async function mountSmallDisk(options: string): Promise<SmallDisk> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-disk-'));
  const mount = ['-t', 'tmpfs', '-o', options, 'understudy'];
  try {
    execFileSync('mount', [...mount, folder], { stdio: 'pipe' });
  } catch (asRoot) {
    return mountInNamespace(folder, mount, asRoot);
  }
  return {
    path: (name) => path.join(folder, name),
    outside: (name) => path.join(folder, name),
    within: [],
    async unmount() {
      execFileSync('umount', [folder], { stdio: 'pipe' });
      rmdirSync(folder);
    },
  };
}

async function mountInNamespace(
  folder: string,
  mount: readonly string[],
  asRoot: unknown,
): Promise<SmallDisk> {
  // The namespace, and with it the disk, lasts as long as the one process in it.
  const script = 'mount "$@" && echo mounted && exec cat';
  const holder = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', ...mount, folder]);
  const closed = once(holder, 'close');
  if (!(await saysMounted(holder))) {
    await closed;
    rmdirSync(folder);
    const reason = asRoot instanceof Error ? asRoot.message.trim().replace(/\s+/gu, ' ') : '';
    throw new Error(
      `no small file system can be mounted; run the tests as root or allow user namespaces: ${reason}`,
    );
  }
  const { pid } = holder;
  return {
    path: (name) => path.join(folder, name),
    outside: (name) => path.join(`/proc/${pid}/root`, folder, name),
    within: ['nsenter', '-t', String(pid), '-U', '-m', '--preserve-credentials', '--'],
    async unmount() {
      holder.stdin.end();
      await closed;
      rmdirSync(folder);
    },
  };
}

async function saysMounted(holder: ChildProcess): Promise<boolean> {
  holder.on('error', () => {});
  if (holder.stdout === null) return false;
  for await (const line of createInterface({ input: holder.stdout })) {
    if (line === 'mounted') return true;
  }
  return false;
}
