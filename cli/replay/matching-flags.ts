import { type Command, Option } from 'commander';
import { type MissOptions, missReplies, type ReplayReport, repeats } from '../../src/index.js';

/** Flags about what was recorded too seldom, or not at all. */
export type MatchingFlags = Pick<MissOptions, 'repeat' | 'onMiss' | 'target' | 'recordMissing'>;

export function addMatchingFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--repeat <kind>',
        'what a call gets that is made more often than it was recorded: a miss, or its last answer again, with all that it caused',
      )
        .choices(repeats)
        .default('miss'),
    )
    .addOption(
      new Option(
        '--on-miss <kind>',
        'what a request gets that the recording has no answer for: 404; error: 500, and exit 1 at the end; passthrough: the answer of --target',
      )
        .choices(missReplies)
        .default('404'),
    )
    .option('--target <url>', 'origin of the server that --on-miss passthrough asks')
    .option('--record-missing <file>', 'new recording of what was passed through');
}

export function matchingOptions({
  repeat,
  onMiss,
  target,
  recordMissing,
}: MatchingFlags): MissOptions {
  return {
    ...(repeat === undefined ? {} : { repeat }),
    ...(onMiss === undefined ? {} : { onMiss }),
    ...(target === undefined ? {} : { target }),
    ...(recordMissing === undefined ? {} : { recordMissing }),
    onNotice: (message) => console.error(`understudy: ${message}`),
  };
}

/** Whether misses make a replay fail. */
export function hasFailed(
  { strict, onMiss }: MatchingFlags & { readonly strict?: boolean },
  { misses }: Pick<ReplayReport, 'misses'>,
): boolean {
  return misses.length > 0 && (strict === true || onMiss === 'error');
}
