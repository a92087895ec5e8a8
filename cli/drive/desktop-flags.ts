import { type Command, InvalidArgumentError } from 'commander';
import {
  type DriveOptions,
  DriveView,
  keyFromFile,
  loadAccounts,
  loadDecisions,
  pemFromFile,
} from '../../src/index.js';
import { wholeNumber } from '../amount.js';
import { addRedactFlags, type RedactFlags, redactOptions } from '../redact-flags.js';
import { untilSignal } from '../until-signal.js';

/** How recorded desktops are played against a server. */
export interface DesktopFlags extends RedactFlags {
  readonly credentials?: string;
  readonly timing: 'instant' | 'recorded' | number;
  readonly wait: number;
  readonly decide?: string;
  readonly label?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
}

export function addDesktopFlags(command: Command): Command {
  return command
    .option('--credentials <file>', 'JSON file: by what each recorded user logs in')
    .option(
      '--timing <instant|recorded|factor>',
      'when desktops act: as soon as what they waited for has come, no sooner after it than recorded, or so many times as fast as recorded',
      timing,
      'instant',
    )
    .option(
      '--label <text>',
      "names the server's version (default: what desktops are told at GET …/diagnostics/version)",
    )
    .option(
      '--wait <ms>',
      'how much longer than in the recording an answer or a notification may take',
      wholeNumber,
      10_000,
    )
    .option(
      '--decide <file>',
      'JSON file: which values of the old server are replaced, where drive --explain names doubts',
    )
    .option('--ca <file>', 'certificates, PEM, that an https target may be signed by')
    .option('--insecure', 'do not verify the certificate of an https target');
}

/** What is secret in the new recording besides credentials. */
export function addSecrecyFlags(command: Command): void {
  addRedactFlags(command.optionsGroup('What is redacted besides credentials:')).option(
    '--key <file>',
    'key of the pseudonyms; made if it does not exist (default: a new key, kept nowhere)',
  );
}

/** All that the flags say, and that a signal stops it. */
export function desktopOptions(
  flags: DesktopFlags,
  view: DriveView,
): Omit<DriveOptions, 'target' | 'output'> {
  const stop = new AbortController();
  void untilSignal().then(() => stop.abort());
  return {
    credentials: loadAccounts(flags.credentials, process.env, view.onNotice),
    timing: flags.timing,
    wait: flags.wait,
    insecure: flags.insecure ?? false,
    ...redactOptions(flags),
    ...(flags.decide === undefined ? {} : { decisions: loadDecisions(flags.decide) }),
    ...(flags.label === undefined ? {} : { label: flags.label }),
    ...(flags.key === undefined ? {} : { key: keyFromFile(flags.key) }),
    ...(flags.ca === undefined ? {} : { ca: pemFromFile(flags.ca, '--ca') }),
    signal: stop.signal,
    onProgress: view.onProgress,
    onFailedWait: view.onFailedWait,
    onNotice: view.onNotice,
    onTrouble: view.onTrouble,
  };
}

/** What is read for it is stopped by the same signals. */
export function stoppedAs({ signal }: Pick<DriveOptions, 'signal'>): Pick<DriveOptions, 'signal'> {
  return signal === undefined ? {} : { signal };
}

export function driveView(json: boolean, quiet: boolean): DriveView {
  const { stderr, env } = process;
  const isLive = stderr.isTTY && env.TERM !== 'dumb';
  return new DriveView({
    style: json ? 'json' : isLive ? 'live' : 'lines',
    quiet,
    terminal: stderr,
    emit: (line) => console.log(line),
  });
}

function timing(text: string): DesktopFlags['timing'] {
  if (text === 'instant' || text === 'recorded') return text;
  const factor = Number(text);
  if (!Number.isFinite(factor) || factor <= 0) {
    throw new InvalidArgumentError('It must be instant, recorded or a number above 0.');
  }
  return factor;
}
