import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Durability, RecordOptions } from '../../src/index.js';

/** How the recording is written. */
export interface StoreFlags {
  readonly maxHold: number;
  readonly maxQueue: number;
  readonly durability: Durability;
}

const MEBIBYTE = 1024 * 1024;

export function addStoreFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--max-hold <ms>',
        'how long a desktop waits for the recording at most; then it goes on, and the recording gets a gap',
      )
        .argParser(wholeNumber(1, 60_000))
        .default(250),
    )
    .addOption(
      new Option(
        '--max-queue <MiB>',
        'what may wait to be written while the disk stalls; what comes then is missing',
      )
        .argParser(wholeNumber(1, 4_096))
        .default(64),
    )
    .addOption(
      new Option(
        '--durability <kind>',
        'what desktops wait for: that the recording survives the end of the process (normal), a loss of power too (full), or nothing (relaxed)',
      )
        .choices(['full', 'normal', 'relaxed'])
        .default('normal'),
    );
}

export function storeOptions({
  maxHold,
  maxQueue,
  durability,
}: StoreFlags): Pick<RecordOptions, 'maxHold' | 'maxQueue' | 'durability'> {
  return { maxHold, maxQueue: maxQueue * MEBIBYTE, durability };
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}
