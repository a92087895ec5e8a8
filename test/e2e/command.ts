import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The repository, seen from the sources and from `dist/test/e2e` alike. */
export const root = import.meta.dirname.endsWith(path.join('dist', 'test', 'e2e'))
  ? path.resolve(import.meta.dirname, '../../..')
  : path.resolve(import.meta.dirname, '../..');

/** The command as a user gets it, built by `npm test` and `npm run demo` before they begin. */
const program = path.join(root, 'dist/cli/main.js');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `understudy` with these arguments to its end. */
export async function understudy(...args: string[]): Promise<Finished> {
  return finished(
    spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

/** A serving command that runs. */
export interface Serving {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it as Ctrl-C does, and tells how it ended. */
  stop(): Promise<Finished>;
}

/** Starts `understudy record` or `replay` and waits until it listens. */
export async function serve(...args: string[]): Promise<Serving> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = finished(child);
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout === null) throw new Error('no standard output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (\S+)$/u.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    end.then(({ stderr }) => reject(new Error(`it ended before it listened: ${stderr}`)), reject);
  });
  return {
    url,
    process: child,
    stop() {
      child.kill('SIGINT');
      return end;
    },
  };
}

async function finished(child: ChildProcess): Promise<Finished> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  return {
    status,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
  };
}
