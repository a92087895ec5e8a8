import { Command } from 'commander';
import { addReportFlags, checkReportFlags, type ReportFlags, report } from './diff/report-flags.js';
import { readAsOne, readEachAsOne } from './read-as-one.js';
import { rulesFrom, rulesOption } from './rules-option.js';

interface Flags extends ReportFlags {
  readonly rules?: readonly string[];
}

export function diffCommand(finish: (status: number) => void): Command {
  const command = new Command('diff')
    .summary('what the servers of two recordings said differently')
    .description(
      'Compares what the servers of two recordings said to the same desktops, and tells what differs and nothing else.\n' +
        'Exit status 1 if anything does.',
    )
    .argument(
      '<baseline>',
      'the recording that shows how it was; several files with commas between them, or a folder, are one',
    )
    .argument('<candidate>', 'the recording that is compared with it')
    .addOption(rulesOption('rules file that describes the API and what to ignore'));
  return addReportFlags(command)
    .option('--quiet', 'print nothing: the exit status tells')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy diff recordings/medium-voice.db recordings/medium-chat.db' +
        '\n  understudy diff old.db new.db --noise old-again.db --format html --output report.html' +
        '\n  understudy diff old.db new.db --noise old-again.db --learn noise.rules.json' +
        '\n  understudy diff old.db new.db --rules desk.rules.json --format junit --output diff.xml' +
        '\n  understudy diff old.db new.db --format json --show-ignored' +
        '\n  understudy diff old.db new.db --fail-on call notification --latency --quiet',
    )
    .action(async (...[baseline, candidate, flags]: [string, string, Flags]) => {
      checkReportFlags(flags);
      const rules = rulesFrom(flags.rules);
      const merging = { once: true, ...(rules === undefined ? {} : { rules }) };
      using one = await readAsOne(baseline, merging);
      using other = await readAsOne(candidate, merging);
      using noise = await readEachAsOne(flags.noise ?? [], merging);
      const said = flags.noise === undefined ? flags : { ...flags, noise: noise.files };
      finish(report(one.file, other.file, said, rules) ? 1 : 0);
    });
}
