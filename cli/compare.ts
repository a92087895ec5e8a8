import { Command } from 'commander';
import { type DriveOptions, describeDrive, drive, mustBeNew } from '../src/index.js';
import { defaultRecording } from './default-recording.js';
import { addReportFlags, checkReportFlags, type ReportFlags, report } from './diff/report-flags.js';
import {
  addDesktopFlags,
  addSecrecyFlags,
  type DesktopFlags,
  desktopOptions,
  driveView,
  stoppedAs,
} from './drive/desktop-flags.js';
import { readAsOne, readEachAsOne } from './read-as-one.js';
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
    .argument(
      '<recording>',
      'the recording that shows how it was; several files with commas between them, or a folder, are one',
    )
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
        '\n  understudy compare monday.db --target http://gws-next.test:8080 --noise tuesday.db --format html --output next.html' +
        '\n  understudy compare week.db,week.2.db --target http://gws-next.test:8080 --quiet',
    )
    .action(async (recording: string, flags: Flags) => {
      checkReportFlags(flags);
      if (flags.candidate !== undefined) mustBeNew(flags.candidate, '--candidate');
      const rules = rulesFrom(flags.rules);
      const quiet = flags.quiet ?? false;
      const view = driveView(false, quiet);
      const candidate = flags.candidate ?? defaultRecording(flags.label);
      const by = rules === undefined ? {} : { rules };
      const options: DriveOptions = {
        ...desktopOptions(flags, view),
        ...by,
        target: flags.target,
        output: candidate,
      };
      const merging = { ...by, ...stoppedAs(options) };
      using one = await readAsOne(recording, merging);
      using noise = await readEachAsOne(flags.noise ?? [], merging);
      const summary = await drive(one.file, options).finally(() => view.end());
      // The report alone goes to standard output: a program may read it.
      if (!quiet) console.error(describeDrive(summary));
      if (summary.interrupted) {
        // All that was not done any more would be told as missing.
        console.error(`nothing is compared; understudy diff ${recording} ${candidate} does so`);
        finish(1);
        return;
      }
      const said = flags.noise === undefined ? flags : { ...flags, noise: noise.files };
      const differs = report(one.file, candidate, said, rules);
      const waited = summary.failedWaitCount > 0;
      finish(summary.recording.gaps.length > 0 ? 3 : differs || waited ? 1 : 0);
    });
}
