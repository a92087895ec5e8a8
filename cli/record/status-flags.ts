import type { Command } from 'commander';
import { OperatorView } from '../../src/index.js';
import type { Serving } from '../with-command/serving.js';

/** Flags that say what the operator sees. */
export interface StatusFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function addStatusFlags(command: Command): Command {
  return command
    .option('--json', 'one JSON object a line: listening, a status every minute, trouble, summary')
    .option('--quiet', 'no status, neither on the terminal nor every minute; trouble is told');
}

/**
 * What the operator sees: on a terminal a live status, elsewhere a line a minute, both on standard error. The terminal of a
 * command that was started is its own.
 */
export function operatorView(
  { json, quiet }: StatusFlags,
  { say, withCommand }: Pick<Serving, 'say' | 'withCommand'>,
): OperatorView {
  const { stderr, env } = process;
  const isLive = stderr.isTTY && env.TERM !== 'dumb' && !withCommand;
  const view = new OperatorView({
    style: json === true ? 'json' : isLive ? 'live' : 'lines',
    quiet: quiet ?? false,
    color: isLive && !env.NO_COLOR,
    terminal: stderr,
    emit: say,
  });
  stderr.on('resize', () => view.resized());
  return view;
}
