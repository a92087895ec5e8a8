import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { systemClock } from '../../src/index.js';
import { signals } from '../until-signal.js';
import { notFound } from './find-command.js';

type Signal = (typeof signals)[number];

/** Milliseconds that a command has to end by itself, once it is of no use any more. */
const patience = 5_000;

/**
 * One command, and the signals that come meanwhile: the first is passed on, and we stay until the command is gone; a second one
 * kills it; one more ends us at once.
 */
export class RunCommand {
  readonly #command: readonly string[];
  #child: ChildProcess | null = null;
  #received: Signal | null = null;
  #over = false;
  readonly #stop = new AbortController();

  /** Begins to heed signals. */
  constructor(command: readonly string[]) {
    this.#command = command;
    for (const signal of signals) process.on(signal, this.#onSignal);
  }

  /** Aborted when the first signal comes. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The status that the first signal means for a command that was not started yet; null if none came. */
  get signalled(): number | null {
    return this.#received === null ? null : statusOf(this.#received);
  }

  /**
   * Starts the command and waits for its end. What it started itself may go on; nobody waits for that.
   *
   * @param environment is added to our own
   * @param trouble rejects if the command is of no use any more: it is ended
   * @returns its status; 128 and the signal's number if a signal ended it; 126 or 127 if it can't be started
   */
  async run(
    environment: Readonly<Record<string, string>>,
    trouble: Promise<never> = new Promise(() => {}),
  ): Promise<number> {
    // A signal that came first was for the command, too.
    if (this.signalled !== null) return this.signalled;
    const ended = this.#start(environment);
    try {
      return await Promise.race([ended, trouble]);
    } catch (error) {
      await this.#end(ended);
      throw error;
    } finally {
      this.#over = true;
      if (this.#received !== null) this.#leaveSignals();
    }
  }

  #start(environment: Readonly<Record<string, string>>): Promise<number> {
    const [name = '', ...args] = this.#command;
    return new Promise((resolve) => {
      const failed = (error: NodeJS.ErrnoException): void => {
        const isAbsent = error.code === 'ENOENT';
        console.error(
          `understudy: ${isAbsent ? notFound(name) : `can't start ${JSON.stringify(name)} (${error.code ?? error.message})`}`,
        );
        resolve(isAbsent ? 127 : 126);
      };
      try {
        const child = spawn(name, args, {
          stdio: 'inherit',
          env: { ...process.env, ...environment },
        });
        this.#child = child;
        child.once('error', (error) => {
          // Also if a signal could not be sent, which changes nothing.
          if (child.pid === undefined) failed(error);
        });
        // Not `close`: what it leaves behind may hold its output.
        child.once('exit', (code, signal) => resolve(code ?? statusOf(signal)));
        // If we fail badly, nobody waits for its answers.
        process.once('exit', () => child.kill());
      } catch (error) {
        failed(error as NodeJS.ErrnoException);
      }
    });
  }

  async #end(ended: Promise<number>): Promise<void> {
    this.#child?.kill('SIGTERM');
    const callOff = systemClock().after(patience, () => this.#child?.kill('SIGKILL'));
    await ended;
    callOff();
  }

  readonly #onSignal = (signal: Signal): void => {
    const isFirst = this.#received === null;
    this.#received ??= signal;
    this.#stop.abort();
    if (!isFirst) this.#child?.kill('SIGKILL');
    if (!isFirst || this.#child === null || this.#over) {
      this.#leaveSignals();
      return;
    }
    // Ctrl-C on a terminal reaches the command, too, and twice means something else to many.
    if (signal !== 'SIGINT' || !hasTerminal()) this.#child.kill(signal);
  };

  #leaveSignals(): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
  }
}

/** As shells have it. */
function statusOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}

function hasTerminal(): boolean {
  return [0, 1, 2].some((descriptor) => isatty(descriptor));
}
