import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Load, LoadResult } from './load.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** A program of this folder, or of the checkout (`dist/cli/main.js`), that says where it listens. */
export async function serve(program: string, ...args: string[]): Promise<Server> {
  const file = program.startsWith('dist/')
    ? path.join(root, program)
    : path.join(import.meta.dirname, program);
  const child = spawn(process.execPath, ['--disable-warning=DEP0060', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (\S+)$/u.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`${program} ended before it listened`)));
  });
  return {
    url,
    pid: child.pid as number,
    async stop() {
      child.kill('SIGINT');
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
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'load-process.js'), {
    serialization: 'advanced',
  });
  const ended = once(child, 'close');
  return {
    async run(load) {
      const answer = once(child, 'message') as Promise<[LoadResult | { readonly failed: string }]>;
      child.send(load);
      const [result] = await answer;
      if ('failed' in result) throw new Error(`${load.name}: ${result.failed}`);
      return result;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
