import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BayeuxOptions } from '../../src/index.js';

/** Flags about the Bayeux server that a stand-in is. */
export interface BayeuxFlags {
  readonly bayeuxErrors?: '3' | '4' | '5';
  readonly expireAfter?: number;
}

export function addBayeuxFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--bayeux-errors <version>',
        "in which CometD version's words errors are told that the recorded server never told",
      )
        .choices(['3', '4', '5'])
        .default('5'),
    )
    .option(
      '--expire-after <ms>',
      'a Bayeux session that does not connect for so long is unknown; by default none expires',
      milliseconds,
    );
}

export function bayeuxOptions({ bayeuxErrors, expireAfter }: BayeuxFlags): BayeuxOptions {
  return {
    ...(bayeuxErrors === undefined ? {} : { bayeuxErrors: versions[bayeuxErrors] }),
    ...(expireAfter === undefined ? {} : { expireAfter }),
  };
}

const versions = { 3: 3, 4: 4, 5: 5 } as const;

function milliseconds(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number above 0.');
  }
  return value;
}
