import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Order, Outcome } from './play-process.js';

/** The built one, for a program that hangs must be ended from outside. */
const program = path.resolve(
  import.meta.dirname,
  '../../../dist/test/replay/hostile/play-process.js',
);

/** Replays files in a process of its own, and tells what came of it, even if that is the end of the process. */
export class Player {
  #child: ChildProcess | null = null;
  readonly #patience: number;

  /** @param patience milliseconds after which a replay counts as hanging; default a thousand times what it takes */
  constructor(patience = 60_000) {
    this.#patience = patience;
  }

  async play(order: Order): Promise<Outcome | { readonly kind: 'hung' | 'died'; detail: string }> {
    this.#child ??= fork(program, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const child = this.#child;
    let said = '';
    const listen = (text: Buffer): void => {
      said += String(text);
    };
    child.stderr?.on('data', listen);
    try {
      return await new Promise((resolve) => {
        const end = (): void => void child.kill('SIGKILL');
        const timer = setTimeout(() => {
          resolve({ kind: 'hung', detail: order.file });
          end();
        }, this.#patience);
        child.once('exit', () => resolve({ kind: 'died', detail: said }));
        child.once('message', (outcome: Outcome) => resolve(outcome));
        child.once('message', () => clearTimeout(timer));
        child.once('exit', () => clearTimeout(timer));
        child.send(order);
      });
    } finally {
      child.removeAllListeners();
      child.stderr?.off('data', listen);
      if (child.exitCode !== null || child.signalCode !== null || child.killed) this.#child = null;
    }
  }

  close(): void {
    this.#child?.kill();
    this.#child = null;
  }
}
