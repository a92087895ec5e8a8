import { Command } from 'commander';
import { describeExtract, extractRecording } from '../src/index.js';
import { repeatedOption } from './repeated-option.js';
import { untilSignal } from './until-signal.js';

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
    .summary('write a new recording that is a part of one: sessions, operations, a window of time')
    .description(
      'Writes a new recording with what is wanted of the old one, with what that caused and what it takes to replay it.\n' +
        'All is kept byte for byte, with its ids. The old file stays as it is.',
    )
    .argument('<file>', 'the recording')
    .requiredOption('--output <file>', 'the new recording')
    .addOption(repeatedOption('--session <id|user>', 'only this session, or those of this user'))
    .option(
      '--from <time>',
      'only what was requested from then on: 2026-11-23T09:30:00Z (UTC unless it says otherwise), or +10m after the beginning (ms, s, m, h, d)',
    )
    .option('--to <time>', 'only what was requested before')
    .addOption(
      repeatedOption(
        '--operation <name>',
        'of the calls only those of this operation, with what they caused; * stands for any text',
      ),
    )
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy extract recordings/complete-tweet.db --session a1 --output a1.db' +
        "\n  understudy extract recordings/complete-tweet.db --operation Accept --operation 'Complete*' --output tweets.db" +
        '\n  understudy extract monday.db --from 2026-11-23T09:30:00Z --to 2026-11-23T09:40:00Z --output ten-minutes.db',
    )
    .action(async (file: string, { session, operation, json, ...flags }: Flags) => {
      const stop = new AbortController();
      void untilSignal().then(() => stop.abort());
      const extracted = await extractRecording(file, {
        ...flags,
        ...(session === undefined ? {} : { sessions: session }),
        ...(operation === undefined ? {} : { operations: operation }),
        signal: stop.signal,
      });
      console.log(json === true ? JSON.stringify(extracted) : describeExtract(extracted));
    });
}
