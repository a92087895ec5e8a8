import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Load, LoadResult } from './load.js';

const root = path.resolve(import.meta.dirname, '../../..');
/** Seconds that a load may take longer than it should, before it counts as stuck. */
const patience = 30;

/** What still runs; it must not outlive this process, however that ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

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

/** A program of this folder, or of the checkout (`dist/cli/main.js`), that says where it listens. */
export async function serve(program: string, ...args: string[]): Promise<Server> {
  const file = program.startsWith('dist/')
    ? path.join(root, program)
    : path.join(import.meta.dirname, program);
  const child = spawn(process.execPath, ['--disable-warning=DEP0060', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = untilEnded(child);
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
  const gone = new AbortController();
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'load-process.js'), {
    serialization: 'advanced',
  });
  const ended = untilEnded(child).finally(() => gone.abort(new Error('the load process ended')));
  return {
    async run(load) {
      const limit = AbortSignal.timeout(((load.seconds ?? 0) + patience) * 1_000);
      const answer = once(child, 'message', { signal: AbortSignal.any([limit, gone.signal]) });
      child.send(load);
      const [result] = (await answer) as [LoadResult | { readonly failed: string }];
      if ('failed' in result) throw new Error(`${load.name}: ${result.failed}`);
      return result;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
