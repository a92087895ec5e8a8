import { Command, InvalidArgumentError } from 'commander';
import {
  DriveView,
  describeDrive,
  drive,
  explainFlow,
  followJson,
  followText,
  keyFromFile,
  loadAccounts,
  loadDecisions,
  pemFromFile,
  UsageError,
} from '../src/index.js';
import { wholeNumber } from './amount.js';
import { addRedactFlags, type RedactFlags, redactOptions } from './redact-flags.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { untilSignal } from './until-signal.js';

interface Flags extends RedactFlags {
  readonly target?: string;
  readonly output?: string;
  readonly credentials?: string;
  readonly timing: 'instant' | 'recorded' | number;
  readonly label?: string;
  readonly copies: number;
  readonly wait: number;
  readonly session?: string;
  readonly rules?: readonly string[];
  readonly explain?: boolean;
  readonly decide?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function driveCommand(finish: (status: number) => void): Command {
  const command = new Command('drive')
    .summary('stand in for the desktops of a recording')
    .description(
      "Plays the desktops of a recording against a server, with CometD's own client, and records what comes of it.\n" +
        'What the old server handed out is replaced by what the new one does. Ctrl-C ends it; what was done is kept.',
    )
    .argument('<file>', 'the recording')
    .option('--target <url>', 'origin of the server that is driven')
    .option('--output <file>', 'the new recording')
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
    .option('--copies <n>', 'drive so many copies of the recording at once', copies, 1)
    .option(
      '--wait <ms>',
      'how much longer than in the recording an answer or a notification may take',
      wholeNumber,
      10_000,
    )
    .option('--session <id|user>', 'drive only these recorded sessions')
    .addOption(rulesOption('link calls and notifications by this rules file'))
    .option('--ca <file>', 'certificates, PEM, that an https target may be signed by')
    .option('--insecure', 'do not verify the certificate of an https target')
    .option('--json', 'one JSON object a line')
    .option('--quiet', 'no status, neither on the terminal nor every minute; trouble is told');
  command
    .optionsGroup('What is followed:')
    .option('--explain', 'print which values of the old server are replaced, and end')
    .option('--decide <file>', 'JSON file: what is followed, where --explain names doubts');
  addRedactFlags(command.optionsGroup('What is redacted besides credentials:')).option(
    '--key <file>',
    'key of the pseudonyms; made if it does not exist (default: a new key, kept nowhere)',
  );
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  understudy drive recordings/complete-tweet.db --explain' +
        '\n  understudy drive monday.db --target http://gws-next.test:8080 --output next.db --credentials accounts.json' +
        '\n  understudy drive monday.db --target http://gws-next.test:8080 --output load.db --copies 20 --timing recorded',
    )
    .action(async (file: string, flags: Flags) => {
      const rules = rulesFrom(flags.rules);
      const decisions = flags.decide === undefined ? undefined : loadDecisions(flags.decide);
      const found = {
        ...(rules === undefined ? {} : { rules }),
        ...(decisions === undefined ? {} : { decisions }),
      };
      if (flags.explain === true) {
        const flow = explainFlow(file, found);
        const color = process.stdout.isTTY && !process.env.NO_COLOR;
        console.log(
          flags.json === true ? JSON.stringify(followJson(flow)) : followText(flow, color),
        );
        return;
      }
      const json = flags.json ?? false;
      const view = driveView(flags);
      const stop = new AbortController();
      void untilSignal().then(() => stop.abort());
      const summary = await drive(file, {
        target: needed(flags.target, '--target'),
        output: needed(flags.output, '--output'),
        credentials: loadAccounts(flags.credentials, process.env, view.onNotice),
        timing: flags.timing,
        copies: flags.copies,
        wait: flags.wait,
        insecure: flags.insecure ?? false,
        ...found,
        ...redactOptions(flags),
        ...(flags.label === undefined ? {} : { label: flags.label }),
        ...(flags.session === undefined ? {} : { session: flags.session }),
        ...(flags.key === undefined ? {} : { key: keyFromFile(flags.key) }),
        ...(flags.ca === undefined ? {} : { ca: pemFromFile(flags.ca, '--ca') }),
        signal: stop.signal,
        onProgress: view.onProgress,
        onFailedWait: view.onFailedWait,
        onNotice: view.onNotice,
        onTrouble: view.onTrouble,
      }).finally(() => view.end());
      console.log(json ? JSON.stringify({ event: 'summary', ...summary }) : describeDrive(summary));
      finish(summary.recording.gaps.length > 0 ? 3 : summary.failedWaitCount > 0 ? 1 : 0);
    });
}

function driveView({ json, quiet }: Flags): DriveView {
  const { stderr, env } = process;
  const isLive = stderr.isTTY && env.TERM !== 'dumb';
  return new DriveView({
    style: json === true ? 'json' : isLive ? 'live' : 'lines',
    quiet: quiet ?? false,
    terminal: stderr,
    emit: (line) => console.log(line),
  });
}

/** What only `--explain` can do without. */
function needed(value: string | undefined, flag: string): string {
  if (value === undefined) throw new UsageError(`drive needs ${flag}; see understudy drive --help`);
  return value;
}

function timing(text: string): Flags['timing'] {
  if (text === 'instant' || text === 'recorded') return text;
  const factor = Number(text);
  if (!Number.isFinite(factor) || factor <= 0) {
    throw new InvalidArgumentError('It must be instant, recorded or a number above 0.');
  }
  return factor;
}

function copies(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('Give a whole number above 0.');
  return value;
}
