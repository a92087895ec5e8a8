import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which it is killed. Default: 2 minutes. */
  readonly limit?: number;
}

/** Runs a program to its end, whatever its status. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  return ended(start(program, args, options));
}

/** Runs a program that must succeed. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await runProgram(program, args, options);
  if (status !== 0) {
    throw new Error(
      `${program} ${args.join(' ')} ended with status ${status}:\n${stdout}\n${stderr}`,
    );
  }
  return stdout;
}

/** A command that serves. */
export interface Serving {
  readonly url: string;
  /** Ends it as Ctrl-C does, and tells how it ended. */
  stop(): Promise<Ended>;
}

/** Starts a command that says `listening on URL`, and waits until it does. */
export async function serveProgram(program: string, args: readonly string[]): Promise<Serving> {
  const child = start(program, args, {});
  const end = ended(child);
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
    stop() {
      child.kill('SIGINT');
      return end;
    },
  };
}

function start(program: string, args: readonly string[], options: RunOptions): ChildProcess {
  return spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.limit ?? 120_000,
  });
}

async function ended(child: ChildProcess): Promise<Ended> {
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
