import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import path from 'node:path';
import { markdownTable, two } from './markdown-table.js';
import { root, startWorker } from './processes.js';

/** Milliseconds of each step with a recording, in a process that has just been started. */
export interface OpenTimes {
  readonly exchanges: number;
  readonly open: number;
  readonly sessions: number;
  readonly last: number;
}

/** Seconds for one step, past which it is stuck. */
const patience = 600;

/** How long it takes to open a recording, and until the command `show` says its first words. */
export async function openTimes(file: string): Promise<string> {
  const worker = startWorker('open-process.js');
  try {
    const { exchanges, open, sessions, last } = await worker.ask<OpenTimes>({ file }, patience);
    const [first, all] = await showTimes(file);
    return markdownTable(
      [
        `opening ${two(statSync(file).size / 1e9)} GB with ${exchanges.toLocaleString('en')} exchanges`,
        'ms',
      ],
      [
        ['opened, facts and gaps known', two(open)],
        ['list of sessions', two(sessions)],
        ['the last exchange by its id', two(last)],
        ['`show`: first words', two(first)],
        ['`show`: all', two(all)],
      ],
    );
  } finally {
    await worker.stop();
  }
}

async function showTimes(file: string): Promise<readonly [first: number, all: number]> {
  const start = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'dist/cli/main.js'), 'show', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: patience * 1_000,
  });
  let first = 0;
  child.stdout.on('data', () => {
    first ||= performance.now() - start;
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`show ended with ${status}`);
  return [first, performance.now() - start];
}
