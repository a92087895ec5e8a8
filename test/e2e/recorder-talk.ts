import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { program } from './command.js';

/** A command at work, and what it says line by line. */
export interface RecorderTalk {
  readonly child: ChildProcess;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** The first line on either stream that fits; waits for it. */
  line(fits: RegExp): Promise<string>;
  /** The first event of that name that fits; waits for it. */
  event(name: string, fits?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  /** Its exit status, once it has ended by itself. */
  readonly ended: Promise<number | null>;
  /** Ends it as Ctrl-C does; its exit status. */
  stop(): Promise<number | null>;
}

/** Starts `understudy record` on a free port; it is gone when the test is over. */
export function startRecorderTalk(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RecorderTalk {
  return startTalk(['record', ...args], env);
}

/** Starts a command that serves on a free port; it is gone when the test is over. */
export function startTalk(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RecorderTalk {
  return startTalkIn(process.cwd(), [...args, '--listen', '127.0.0.1:0'], env);
}

/** Starts a command in a folder; it is gone when the test is over. */
export function startTalkIn(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RecorderTalk {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const waiting = new Set<() => void>();
  const listen = (stream: NodeJS.ReadableStream | null, lines: string[]): void => {
    if (stream === null) throw new Error('no stream');
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  };
  listen(child.stdout, stdout);
  listen(child.stderr, stderr);

  const found = <T>(look: () => T | undefined, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const again = (): void => {
        const result = look();
        if (result === undefined) return;
        waiting.delete(again);
        resolve(result);
      };
      waiting.add(again);
      void closed.then(() => {
        again();
        reject(new Error(`it never said ${what}, but:\n${[...stdout, ...stderr].join('\n')}`));
      });
      again();
    });

  return {
    child,
    stdout,
    stderr,
    line: (fits) =>
      found(() => [...stdout, ...stderr].find((line) => fits.test(line)), String(fits)),
    event: (name, fits = {}) =>
      found(
        () =>
          stdout
            .map((line) => JSON.parse(line) as Record<string, unknown>)
            .find(
              (event) =>
                event.event === name &&
                Object.entries(fits).every(([key, value]) => event[key] === value),
            ),
        `${name} ${JSON.stringify(fits)}`,
      ),
    ended: closed.then(([status]) => status),
    stop() {
      child.kill('SIGINT');
      return this.ended;
    },
  };
}
