import { Command } from 'commander';
import { describeDrive, drive, mustBeNew } from '../src/index.js';
import { defaultRecording } from './default-recording.js';
import { addReportFlags, checkReportFlags, type ReportFlags, report } from './diff/report-flags.js';
import {
  addDesktopFlags,
  addSecrecyFlags,
  type DesktopFlags,
  desktopOptions,
  driveView,
} from './drive/desktop-flags.js';
import { rulesFrom, rulesOption } from './rules-option.js';

interface Flags extends DesktopFlags, ReportFlags {
  readonly target: string;
  readonly candidate?: string;
  readonly rules?: readonly string[];
}

/** `drive` and `diff` in one. */
export function compareCommand(finish: (status: number) => void): Command {
  const command = new Command('compare')
    .summary('drive another server, and tell what it said differently')
    .description(
      'Plays the desktops of a recording against another server, then tells what that said differently: drive and diff in one.\n' +
        'Exit status 1 if anything differs, or a desktop waited in vain.',
    )
    .argument('<recording>', 'the recording that shows how it was')
    .requiredOption('--target <url>', 'origin of the server that is compared with it')
    .option(
      '--candidate <file>',
      'the recording that is made of it (default: captures/<label or time>.db)',
    );
  addReportFlags(addDesktopFlags(command))
    .addOption(rulesOption('rules file that describes the API and what to ignore'))
    .option('--quiet', 'neither status nor report: the exit status tells');
  addSecrecyFlags(command);
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  understudy compare monday.db --target http://gws-next.test:8080 --credentials accounts.json' +
        '\n  understudy compare monday.db --target http://gws-next.test:8080 --noise tuesday.db --format html --output next.html',
    )
    .action(async (recording: string, flags: Flags) => {
      checkReportFlags(flags);
      if (flags.candidate !== undefined) mustBeNew(flags.candidate, '--candidate');
      const rules = rulesFrom(flags.rules);
      const quiet = flags.quiet ?? false;
      const view = driveView(false, quiet);
      const candidate = flags.candidate ?? defaultRecording(flags.label);
      const summary = await drive(recording, {
        ...desktopOptions(flags, view),
        ...(rules === undefined ? {} : { rules }),
        target: flags.target,
        output: candidate,
      }).finally(() => view.end());
      // The report alone goes to standard output: a program may read it.
      if (!quiet) console.error(describeDrive(summary, view.toldWaits));
      if (summary.interrupted) {
        // All that was not done any more would be told as missing.
        console.error(`nothing is compared; understudy diff ${recording} ${candidate} does so`);
        finish(1);
        return;
      }
      const differs = report(recording, candidate, flags, rules);
      const waited = summary.failedWaitCount > 0;
      finish(summary.recording.gaps.length > 0 ? 3 : differs || waited ? 1 : 0);
    });
}
