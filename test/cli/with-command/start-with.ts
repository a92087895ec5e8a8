import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { program, root } from '../../e2e/command.js';

/** A command that serves another one, and what both print. */
export interface Started {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until standard output fits. */
  said(fits: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

/** The test's own command behind `--`. */
export const doing = (...what: string[]): string[] => [
  '--',
  process.execPath,
  path.join(root, 'test/cli/with-command/command.mjs'),
  ...what,
];

/** Starts `understudy`, in whatever way; it is gone when the test is over. */
export function startWith(
  args: readonly string[],
  {
    env = {},
    input,
    through = [process.execPath, program],
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly through?: readonly string[];
  } = {},
): Started {
  const [command = '', ...first] = through;
  const child = spawn(command, [...first, ...args], {
    stdio: 'pipe',
    env: { ...process.env, ...env },
  });
  child.stdin.on('error', () => {});
  if (input !== undefined) child.stdin.end(input);
  let [stdout, stderr] = ['', ''];
  let look = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = (once(child, 'exit') as Promise<[number | null]>).then(([status]) => status);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    said: (fits) =>
      new Promise((resolve, reject) => {
        look = () => {
          const found = fits.exec(stdout);
          if (found !== null) resolve(found);
        };
        look();
        void ended.then(() => reject(new Error(`it ended without ${fits}:\n${stdout}\n${stderr}`)));
      }),
  };
}
