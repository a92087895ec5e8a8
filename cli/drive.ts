import { Command, InvalidArgumentError } from 'commander';
import {
  type DriveOptions,
  describeDrive,
  drive,
  explainFlow,
  followJson,
  followText,
  loadDecisions,
  mustBeNew,
  UsageError,
} from '../src/index.js';
import { wholeNumber } from './amount.js';
import {
  addDesktopFlags,
  addSecrecyFlags,
  type DesktopFlags,
  desktopOptions,
  driveView,
  isOneReader,
  stoppedAs,
} from './drive/desktop-flags.js';
import { readAsOne } from './read-as-one.js';
import { rulesFrom, rulesOption } from './rules-option.js';

interface Flags extends DesktopFlags {
  readonly target?: string;
  readonly output?: string;
  readonly copies: number;
  readonly session?: string;
  readonly rules?: readonly string[];
  readonly explain?: boolean;
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
    .argument(
      '<file>',
      'the recording; several files with commas between them, or a folder, are one',
    )
    .option('--target <url>', 'origin of the server that is driven')
    .option('--output <file>', 'the new recording');
  addDesktopFlags(command)
    .option('--copies <n>', 'drive so many copies of the recording at once', copies, 1)
    .option('--session <id|user>', 'drive only these recorded sessions')
    .option('--explain', 'print which values of the old server are replaced, and end')
    .addOption(rulesOption('link calls and notifications by this rules file'))
    .option('--json', 'one JSON object a line')
    .option('--quiet', 'no status, neither on the terminal nor every minute; trouble is told');
  addSecrecyFlags(command);
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  understudy drive recordings/complete-tweet.db --explain' +
        '\n  understudy drive monday.db --target http://gws-next.test:8080 --output next.db --credentials accounts.json' +
        '\n  understudy drive monday.db --target http://gws-next.test:8080 --output load.db --copies 20 --timing recorded' +
        '\n  understudy drive week.db,week.2.db --target http://gws-next.test:8080 --output next.db',
    )
    .action(async (name: string, flags: Flags) => {
      const rules = rulesFrom(flags.rules);
      const by = rules === undefined ? {} : { rules };
      const json = flags.json ?? false;
      if (flags.explain === true) {
        if (flags.session !== undefined) {
          throw new UsageError(
            '--explain looks at the whole recording and takes no --session; of each value it tells whose requests carry it',
          );
        }
        const decided =
          flags.decide === undefined ? {} : { decisions: loadDecisions(flags.decide) };
        using one = await readAsOne(name, { once: true, ...by });
        const flow = explainFlow(one.file, { ...by, ...decided });
        const color = process.stdout.isTTY && !process.env.NO_COLOR;
        console.log(json ? JSON.stringify(followJson(flow)) : followText(flow, color));
        return;
      }
      const view = driveView(json, flags.quiet ?? false);
      const options: DriveOptions = {
        ...desktopOptions(flags, view),
        ...by,
        target: needed(flags.target, '--target'),
        output: needed(flags.output, '--output'),
        copies: flags.copies,
        ...(flags.session === undefined ? {} : { session: flags.session }),
      };
      mustBeNew(options.output, '--output');
      using one = await readAsOne(name, { once: true, ...by, ...stoppedAs(options) });
      const summary = await drive(one.file, options).finally(() => view.end());
      const above = isOneReader() ? view.toldWaits : 0;
      console.log(
        json ? JSON.stringify({ event: 'summary', ...summary }) : describeDrive(summary, above),
      );
      finish(summary.recording.gaps.length > 0 ? 3 : summary.failedWaitCount > 0 ? 1 : 0);
    });
}

/** What only `--explain` can do without. */
function needed(value: string | undefined, flag: string): string {
  if (value === undefined) throw new UsageError(`drive needs ${flag}; see understudy drive --help`);
  return value;
}

function copies(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('Give a whole number above 0.');
  return value;
}
