import { Command, Option } from 'commander';
import {
  DIFF_FORMATS,
  type DiffFormat,
  diff,
  FAIL_ON,
  type FailOn,
  failsOn,
  mustBeNew,
  noiseFile,
  UsageError,
  verdictWords,
  writeDiff,
  writeNewFile,
} from '../src/index.js';
import { repeatedOption } from './repeated-option.js';
import { rulesFrom, rulesOption } from './rules-option.js';

interface Flags {
  readonly noise?: readonly string[];
  readonly rules?: readonly string[];
  readonly learn?: string;
  readonly format: DiffFormat;
  readonly output?: string;
  readonly showIgnored?: boolean;
  readonly failOn?: readonly FailOn[];
  readonly latency?: boolean;
  readonly quiet?: boolean;
}

export function diffCommand(finish: (status: number) => void): Command {
  return new Command('diff')
    .summary('what the servers of two recordings said differently')
    .description(
      'Compares what the servers of two recordings said to the same desktops, and tells what differs and nothing else.\n' +
        'Exit status 1 if anything does.',
    )
    .argument('<baseline>', 'the recording that shows how it was')
    .argument('<candidate>', 'the recording that is compared with it')
    .addOption(
      repeatedOption(
        '--noise <file>',
        "recording of the baseline's version, to learn from what varies by itself",
      ),
    )
    .addOption(rulesOption('rules file that describes the API and what to ignore'))
    .option('--learn <file>', 'write what was learned as a rules file, for --rules')
    .addOption(
      new Option('--format <format>', 'for people, programs, CI servers, pull requests or browsers')
        .choices(DIFF_FORMATS)
        .default('text'),
    )
    .option('--output <file>', 'write the report there (default: standard output)')
    .option('--show-ignored', 'list what was ignored, too, by rule')
    .addOption(
      new Option(
        '--fail-on <kind...>',
        'exit 1 only for differences of these kinds (default: any)',
      ).choices(FAIL_ON),
    )
    .option('--latency', 'tell notifications that came late, as a statement over many calls')
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
    .action((baseline: string, candidate: string, flags: Flags) => {
      const { format, output, learn, noise } = flags;
      if (output !== undefined) mustBeNew(output, '--output');
      if (learn !== undefined) {
        mustBeNew(learn, '--learn');
        if (noise === undefined) {
          throw new UsageError(
            '--learn learns from recordings of one version; name some with --noise',
          );
        }
      }
      const rules = rulesFrom(flags.rules);
      const showIgnored = flags.showIgnored ?? false;
      const result = diff(baseline, candidate, {
        ...(noise === undefined ? {} : { noise }),
        ...(rules === undefined ? {} : { rules }),
        // A page can show and hide them by itself.
        showIgnored: showIgnored || format === 'html',
        timelines: format === 'html',
        latency: flags.latency ?? false,
      });
      if (learn !== undefined) {
        writeNewFile(learn, '--learn', (write) => write(noiseFile(result.learned)));
      }
      const style = { format, showIgnored, ...screen(output === undefined) };
      if (output !== undefined) {
        writeNewFile(output, '--output', (write) => writeDiff(result, style, write));
        if (flags.quiet !== true) console.log(verdictWords(result));
      } else if (flags.quiet !== true) {
        writeDiff(result, style, (text) => process.stdout.write(text));
      }
      finish(failsOn(result, flags.failOn) ? 1 : 0);
    });
}

/** What the terminal can show, if the report goes there. */
function screen(shown: boolean): { readonly color: boolean; readonly width?: number } {
  const { isTTY, columns } = process.stdout;
  if (!shown || !isTTY) return { color: false };
  return { color: !process.env.NO_COLOR, ...(columns > 0 ? { width: columns } : {}) };
}
