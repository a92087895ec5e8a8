import { type Command, InvalidArgumentError, Option } from 'commander';
import { type LimitOptions, recordLimits } from '../../src/index.js';

/** What commander makes of the flags: named like the options. */
export type LimitFlags = LimitOptions;

/** One flag for each limit of `record`. */
export function addLimitFlags(command: Command): Command {
  for (const { flag, unit, meaning, default: usual } of recordLimits) {
    const text = `limit: ${meaning}${unit === 'n' ? '' : `, ${unit}`} (default: ${usual})`;
    command.addOption(new Option(`${flag} <${unit}>`, text).argParser(wholeNumber));
  }
  return command;
}

/** The limits that were given; `record` checks their range. */
export function limitOptions(flags: LimitFlags): LimitOptions {
  const given = recordLimits.flatMap(({ option }) =>
    flags[option] === undefined ? [] : [[option, flags[option]] as const],
  );
  return Object.fromEntries(given);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/u.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}
