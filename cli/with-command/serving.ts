import type { Command } from 'commander';
import { type ListenAddress, parseListenAddress, UsageError } from '../../src/index.js';
import { untilSignal } from '../until-signal.js';
import { commandEnvironment, type Served } from './command-environment.js';
import { findCommand } from './find-command.js';
import { RunCommand } from './run-command.js';

/** How long a command of ours serves, and where it says what it has to say. */
export interface Serving {
  /** Says a line that other programs may read: on standard output, unless the command that was started has that. */
  readonly say: (line: string) => void;
  /** Whether a command is started, to whom the terminal belongs then. */
  readonly withCommand: boolean;
  /**
   * Reads what is served, which a signal ends.
   *
   * @returns null, and `finish` was told the status, if it was a signal for the command
   */
  reading<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T | null>;
  /**
   * Waits for the first signal, or that it is closed through its guarded door; or starts the command, and waits for its end.
   *
   * @param trouble rejects if there is nothing to wait for any more
   * @returns the command's status; 0 without one
   */
  until(
    served: Served & { readonly closed: Promise<void> },
    trouble?: Promise<never>,
  ): Promise<number>;
}

/**
 * Begins to heed signals.
 *
 * @param command what stands behind `--`; null if there is no such thing
 * @returns null, and `finish` was told why, if there is no such command
 * @throws UsageError if nothing stands behind `--`
 */
export function beginServing(
  command: readonly string[] | null,
  finish: (status: number) => void,
): Serving | null {
  if (command === null) {
    const stop = new AbortController();
    const signal = untilSignal().then(() => stop.abort());
    return {
      say: (line) => console.log(line),
      withCommand: false,
      reading: (read) => read(stop.signal),
      async until({ closed }, trouble = new Promise(() => {})) {
        await Promise.race([signal, closed, trouble]);
        return 0;
      },
    };
  }
  if (command.length === 0) {
    throw new UsageError(
      'nothing stands behind --; name the command to start there, or leave it out',
    );
  }
  const missing = findCommand(command, process.env);
  if (missing !== null) {
    console.error(`understudy: ${missing.reason}`);
    finish(missing.status);
    return null;
  }
  const run = new RunCommand(command);
  return {
    say: (line) => console.error(line),
    withCommand: true,
    async reading(read) {
      try {
        return await read(run.signal);
      } catch (error) {
        const status = run.signalled;
        if (status === null) throw error;
        finish(status);
        return null;
      }
    },
    until: (served, trouble) => run.run(commandEnvironment(served), trouble),
  };
}

/** Where to listen: for a command, which is told the address, a free port, unless somebody named another. */
export function listenAddress(
  of: Command,
  listen: string,
  { withCommand }: Pick<Serving, 'withCommand'>,
): ListenAddress {
  const isDefault = of.getOptionValueSource('listen') === 'default';
  return parseListenAddress(withCommand && isDefault ? '127.0.0.1:0' : listen);
}
