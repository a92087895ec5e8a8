import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../command.js';

/** Which recorder: as users run it, the same within a shell, or one with a fault planted. */
export type RecorderKind = 'command' | 'within a shell' | 'release-early';

/** A recorder in a process of its own: a URL goes in, a file comes out, and nothing else is known of it. */
export interface RecorderUnderTest {
  readonly child: ChildProcess;
  /** Rejects if it ends before it listens. */
  readonly url: Promise<string>;
  /** Resolves when it is gone, to its exit status; null if it was killed. */
  readonly gone: Promise<number | null>;
  /** What it said on standard error. */
  stderr(): string;
  /** SIGKILL, to all of its processes. */
  kill(): void;
  /** SIGINT, as Ctrl-C sends it. */
  interrupt(): void;
  /** Whether one of the two was sent: from then on desktops may be cut off. */
  over(): boolean;
}

export function startRecorder(
  target: string,
  file: string,
  kind: RecorderKind = 'command',
  flags: readonly string[] = [],
): RecorderUnderTest {
  const inDist = (name: string): string => path.join(root, 'dist', name);
  const command = [
    ...[inDist('cli/main.js'), 'record', '--target', target, '--output', file],
    ...['--listen', '127.0.0.1:0', ...flags],
  ];
  const [program, args]: [string, string[]] =
    kind === 'release-early'
      ? [process.execPath, [inDist('test/e2e/recorder-process.js'), target, file, kind]]
      : kind === 'command'
        ? [process.execPath, command]
        : ['sh', ['-c', '"$0" "$@" & wait', process.execPath, ...command]];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The leader of a process group, which is then killed as a whole.
    detached: kind === 'within a shell',
  });
  let stderr = '';
  let over = false;
  child.stderr.on('data', (bytes) => {
    stderr += String(bytes);
  });
  // Once its pipes are closed the last of its processes is gone.
  const gone = once(child, 'close').then(([status]) => status as number | null);
  const url = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (\S+)$/u.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    gone.then(() => reject(new Error(`it ended before it listened: ${stderr}`)), reject);
  });
  url.catch(() => {});
  return {
    child,
    url,
    gone,
    stderr: () => stderr,
    over: () => over,
    interrupt() {
      over = true;
      child.kill('SIGINT');
    },
    kill() {
      over = true;
      const { pid } = child;
      if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      process.kill(kind === 'within a shell' ? -pid : pid, 'SIGKILL');
    },
  };
}
