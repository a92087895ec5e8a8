import { Command } from 'commander';
import { describeMerge, mergeRecordings } from '../src/index.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { stoppedBySignal } from './until-signal.js';

interface Flags {
  readonly output: string;
  readonly label?: string;
  readonly target?: string;
  readonly rules?: readonly string[];
  readonly json?: boolean;
}

export function mergeCommand(): Command {
  return new Command('merge')
    .summary('make one recording of several')
    .description(
      'Writes a new recording that is several ones: what several recorders in front of one server wrote, or the files of one that rotated.\n' +
        'Sessions are joined, there is one order by time, and calls and notifications are linked anew. The old files stay as they are.',
    )
    .argument('<file...>', 'the recordings, in any order; a folder stands for those in it')
    .requiredOption('--output <file>', 'the new recording')
    .option(
      '--label <text>',
      "name the server's version (default: what the recordings say, if they agree)",
    )
    .option(
      '--target <url>',
      'origin of the server (default: what the recordings say, if they agree)',
    )
    .addOption(
      rulesOption(
        'rules file that describes the API (default: the rules that the recordings keep)',
      ),
    )
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy merge north.db south.db --output both.db' +
        '\n  understudy merge week --output week-all.db' +
        '\n  understudy merge north.db south.db --output both.db --label 8.5.202 --rules desk.rules.json',
    )
    .action(async (files: readonly string[], flags: Flags) => {
      const rules = rulesFrom(flags.rules);
      const merged = await stoppedBySignal((signal) =>
        mergeRecordings(files, {
          output: flags.output,
          ...(flags.label === undefined ? {} : { label: flags.label }),
          ...(flags.target === undefined ? {} : { target: flags.target }),
          ...(rules === undefined ? {} : { rules }),
          signal,
        }),
      );
      for (const notice of merged.notices) console.error(`understudy: ${notice}`);
      console.log(flags.json === true ? JSON.stringify(merged) : describeMerge(merged));
    });
}
