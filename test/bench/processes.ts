import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Load, LoadResult } from './load.js';

export const root = path.resolve(import.meta.dirname, '../../..');
/** Seconds that anything may take longer than it should, before it counts as stuck. */
const patience = 30;
/** Seconds for a program to end by itself. */
const graceful = 20;

/** What still runs; it must not outlive this process, however that ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const complaints: string[] = [];

/**
 * What servers complained of since it was last asked, each thing once: a recorder that could not record, for instance,
 * was not as slow as it would have been.
 */
export function takeComplaints(): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of complaints.splice(0)) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].map(([each, times]) => (times === 1 ? each : `${each} (${times} times)`));
}

function untilEnded(child: ChildProcess): Promise<unknown> {
  running.add(child);
  // Not 'close': it never comes where this side ends the channel of a fork.
  return once(child, 'exit').finally(() => running.delete(child));
}

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** How to start a server. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Reads from a line of its output where it listens; null if the line does not say. */
  readonly listening: (line: string) => string | null;
  /** Whether what it complains of is told; see `takeComplaints`. */
  readonly complains: boolean;
}

/** A program of this folder, or of the checkout (`dist/cli/main.js`), that says where it listens. */
export function serve(program: string, ...args: string[]): Promise<Server> {
  const file = program.startsWith('dist/')
    ? path.join(root, program)
    : path.join(import.meta.dirname, program);
  return startServer({
    name: program,
    command: process.execPath,
    args: ['--disable-warning=DEP0060', file, ...args],
    listening: (line) => /^listening on (\S+)$/u.exec(line)?.[1] ?? null,
    complains: true,
  });
}

export async function startServer(program: Program): Promise<Server> {
  const child = spawn(program.command, program.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = untilEnded(child);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (program.complains) complaints.push(`${program.name}: ${line}`);
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = program.listening(line);
      if (found !== null) resolve(found);
    });
    child.once('error', reject);
    child.once('close', () => {
      reject(
        new Error([`${program.name} ended before it listened`, ...takeComplaints()].join('; ')),
      );
    });
  });
  return {
    url,
    pid: child.pid as number,
    async stop() {
      child.kill('SIGINT');
      const stubborn = setTimeout(() => child.kill('SIGKILL'), graceful * 1_000);
      await ended;
      clearTimeout(stubborn);
    },
  };
}

/** A process that is asked one thing after another. */
export interface Worker {
  /**
   * @param seconds that the answer should take at most
   * @throws Error if it takes much longer, or the process says that it failed
   */
  ask<T>(question: object, seconds: number): Promise<T>;
  stop(): Promise<void>;
}

/** A program of this folder that answers each message with one: `{ failed: why }`, or what came of it. */
export function startWorker(program: string): Worker {
  const gone = new AbortController();
  const child: ChildProcess = fork(path.join(import.meta.dirname, program), {
    serialization: 'advanced',
  });
  const ended = untilEnded(child).finally(() => gone.abort(new Error(`${program} ended`)));
  return {
    async ask<T>(question: object, seconds: number) {
      const limit = AbortSignal.timeout(Math.ceil((seconds + patience) * 1_000));
      const answer = once(child, 'message', { signal: AbortSignal.any([limit, gone.signal]) });
      child.send(question);
      const [result] = (await answer) as [T | { readonly failed: string }];
      if (typeof result === 'object' && result !== null && 'failed' in result) {
        throw new Error(result.failed);
      }
      return result as T;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The process that puts loads on servers. */
export interface LoadProcess {
  run(load: Load): Promise<LoadResult>;
  stop(): Promise<void>;
}

export function startLoadProcess(): LoadProcess {
  const worker = startWorker('load-process.js');
  return {
    run: (load) => worker.ask<LoadResult>(load, load.seconds ?? load.patience ?? 0),
    stop: () => worker.stop(),
  };
}
