import { type Command, Option } from 'commander';
import {
  DIFF_FORMATS,
  type DiffFormat,
  diff,
  FAIL_ON,
  type FailOn,
  failsOn,
  learnInto,
  mustBeNew,
  mustTakeRules,
  type Rules,
  UsageError,
  verdictWords,
  writeDiff,
  writeNewFile,
} from '../../src/index.js';
import { repeatedOption } from '../repeated-option.js';
import { thriftyHeap } from '../thrifty-heap.js';

/** How differences are told. */
export interface ReportFlags {
  readonly noise?: readonly string[];
  readonly learn?: string;
  readonly format: DiffFormat;
  readonly output?: string;
  readonly showIgnored?: boolean;
  readonly failOn?: readonly FailOn[];
  readonly latency?: boolean;
  readonly quiet?: boolean;
}

export function addReportFlags(command: Command): Command {
  return command
    .addOption(
      repeatedOption(
        '--noise <file>',
        "recording of the baseline's version, to learn from what varies by itself",
      ),
    )
    .option(
      '--learn <file>',
      'write what was learned into a rules file, for --rules; one that exists keeps what it says',
    )
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
    .option('--latency', 'tell notifications that came late, as a statement over many calls');
}

/**
 * What can be said of the flags before anything is read or written.
 *
 * @throws UsageError
 */
export function checkReportFlags({ output, learn, noise }: ReportFlags): void {
  if (output !== undefined) mustBeNew(output, '--output');
  if (learn === undefined) return;
  mustTakeRules(learn, '--learn');
  if (noise === undefined) {
    throw new UsageError('--learn learns from recordings of one version; name some with --noise');
  }
}

/**
 * Compares two recordings and tells what differs.
 *
 * @returns whether that makes the command fail
 */
export function report(
  baseline: string,
  candidate: string,
  flags: ReportFlags,
  rules: Rules | undefined,
): boolean {
  const { format, output, learn, noise } = flags;
  const showIgnored = flags.showIgnored ?? false;
  thriftyHeap();
  const result = diff(baseline, candidate, {
    ...(noise === undefined ? {} : { noise }),
    ...(rules === undefined ? {} : { rules }),
    // A page can show and hide them by itself.
    showIgnored: showIgnored || format === 'html',
    timelines: format === 'html',
    latency: flags.latency ?? false,
  });
  if (learn !== undefined) learnInto(learn, result.learned);
  const style = { format, showIgnored, ...screen(output === undefined) };
  if (output !== undefined) {
    writeNewFile(output, '--output', (write) => writeDiff(result, style, write));
    if (flags.quiet !== true) console.log(verdictWords(result));
  } else if (flags.quiet !== true) {
    writeDiff(result, style, (text) => process.stdout.write(text));
  }
  return failsOn(result, flags.failOn);
}

/** What the terminal can show, if the report goes there. */
function screen(shown: boolean): { readonly color: boolean; readonly width?: number } {
  const { isTTY, columns } = process.stdout;
  if (!shown || !isTTY) return { color: false };
  return { color: !process.env.NO_COLOR, ...(columns > 0 ? { width: columns } : {}) };
}
