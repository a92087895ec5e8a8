import type { Command } from 'commander';
import { type ListenAddress, parseListenAddress } from '../src/index.js';

/** Whether what happens is shown on a page while it happens. */
export interface UiFlag {
  readonly ui?: string | true;
}

export function addUiFlag(command: Command): Command {
  return command.option(
    '--ui [host:port]',
    'show what passes on a page, while it passes; it prints the link (default address: a free port of 127.0.0.1)',
  );
}

/** Where the page is to be; undefined if there is to be none. */
export function uiAddress({ ui }: UiFlag): ListenAddress | undefined {
  if (ui === undefined) return undefined;
  return parseListenAddress(ui === true ? '127.0.0.1:0' : ui);
}

/** Says where the page is. */
export function announceInspector(
  url: string,
  json: boolean,
  say: (line: string) => void = console.log,
): void {
  if (json) say(JSON.stringify({ event: 'inspector', url }));
  else console.error(`inspector on ${url}`);
}
