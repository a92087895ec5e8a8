import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root, program as understudy } from '../command.js';

export interface RecorderOptions {
  readonly flags?: readonly string[];
  /** The program with arguments that is to run the command, as a shell does, or `nsenter`. */
  readonly within?: readonly string[];
  /** Whether that program, too, is killed in the end. */
  readonly group?: boolean;
  /** A recorder with this fault instead of the command that users run. */
  readonly fault?: 'release-early' | 'release-at-rotation' | undefined;
}

/** A recorder in a process of its own: a URL goes in, a file comes out, and nothing else is known of it. */
export interface RecorderUnderTest {
  readonly child: ChildProcess;
  /** Rejects if it ends before it listens. */
  readonly url: Promise<string>;
  /** Resolves when it is gone, to its exit status; null if it was killed. */
  readonly gone: Promise<number | null>;
  /** What it said on standard output, and on standard error. */
  stdout(): string;
  stderr(): string;
  /** Resolves once it has said this on standard error. */
  hasSaid(words: string): Promise<void>;
  /** SIGKILL, to all of its processes. */
  kill(): void;
  /** SIGINT, as Ctrl-C sends it. */
  interrupt(): void;
  /** Whether one of the two was sent: from then on desktops may be cut off. */
  over(): boolean;
}

/**
 * Nobody is let go before the commit, however busy this machine is: a stall that lasts longer than
 * `--max-hold` is a gap, and what is seen in a gap may be missing.
 */
export const patient: readonly string[] = ['--max-hold', '60000'];

export function startRecorder(
  target: string,
  file: string,
  { flags = [], within = [], group = false, fault }: RecorderOptions = {},
): RecorderUnderTest {
  const command =
    fault === undefined
      ? [
          ...[understudy, 'record', '--target', target, '--output', file],
          ...['--listen', '127.0.0.1:0', ...flags],
        ]
      : [path.join(root, 'dist/test/e2e/recorder-process.js'), target, file, fault];
  const [program = '', ...args] = [...within, process.execPath, ...command];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: group });
  let stderr = '';
  let stdout = '';
  const said = new EventEmitter();
  let over = false;
  child.stderr.on('data', (bytes) => {
    stderr += String(bytes);
    said.emit('said');
  });
  child.on('error', (error) => {
    stderr += error.message;
  });
  // Once its pipes are closed the last of its processes is gone.
  const gone = once(child, 'close').then(([status]) => status as number | null);
  const url = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      stdout += `${line}\n`;
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
    stdout: () => stdout,
    stderr: () => stderr,
    async hasSaid(words) {
      while (!stderr.includes(words)) await once(said, 'said');
    },
    over: () => over,
    interrupt() {
      over = true;
      child.kill('SIGINT');
    },
    kill() {
      over = true;
      const { pid } = child;
      if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      process.kill(group ? -pid : pid, 'SIGKILL');
    },
  };
}
