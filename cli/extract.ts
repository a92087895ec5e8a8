import { Command } from 'commander';
import { describeExtract, extractRecording } from '../src/index.js';
import { readAsOne } from './read-as-one.js';
import { repeatedOption } from './repeated-option.js';
import { stoppedBySignal } from './until-signal.js';

interface Flags {
  readonly output: string;
  readonly session?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly operation?: readonly string[];
  readonly json?: boolean;
}

export function extractCommand(): Command {
  return new Command('extract')
    .summary('make a smaller recording of a part of one')
    .description(
      'Writes a new recording of what is asked for, with what belongs to it: what calls caused, and how desktops signed on.\n' +
        'It has the same ids, and it plays. The old file stays as it is.',
    )
    .argument(
      '<file>',
      'the recording; several files with commas between them, or a folder, are one',
    )
    .requiredOption('--output <file>', 'the new recording')
    .addOption(repeatedOption('--session <id|user>', 'what these desktops did (default: all)'))
    .option(
      '--from <time>',
      'what was requested since then, as 2026-11-28T09:00:00Z, or +10m after the beginning (ms, s, m, h, d)',
    )
    .option('--to <time>', 'what was requested before then')
    .addOption(
      repeatedOption(
        '--operation <name>',
        'calls of these operations alone, * for any text (default: all)',
      ),
    )
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy extract monday.db --output ann.db --session ann' +
        '\n  understudy extract monday.db --output nine.db --from 2026-11-23T09:00:00Z --to 2026-11-23T09:05:00Z' +
        '\n  understudy extract recordings/complete-tweet.db --output accepts.db --operation Accept' +
        "\n  understudy extract monday.db --output transfers.db --session 12 --operation 'Start*' --operation 'Transfer*'",
    )
    .action(async (file: string, flags: Flags) => {
      using one = await readAsOne(file, { once: true });
      const { output, session, from, to, operation } = flags;
      const made = await stoppedBySignal((signal) =>
        extractRecording(one.file, {
          output,
          ...(session === undefined ? {} : { session }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
          ...(operation === undefined ? {} : { operation }),
          signal,
        }),
      );
      // Several files lie behind one that is gone in the end.
      const extracted = { ...made, file };
      console.log(flags.json === true ? JSON.stringify(extracted) : describeExtract(extracted));
    });
}
