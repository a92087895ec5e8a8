import { type Command, Option } from 'commander';
import { type LimitOptions, recordLimits } from '../../src/index.js';
import { size, sizeText, wholeNumber } from '../amount.js';

/** What commander makes of the flags: named like the options. */
export type LimitFlags = LimitOptions;

/**
 * One flag for each limit of `record`.
 *
 * @param only those that matter; all by default
 */
export function addLimitFlags(command: Command, only?: readonly (keyof LimitOptions)[]): Command {
  const wanted = recordLimits.filter(({ option }) => only?.includes(option) ?? true);
  for (const { flag, unit, meaning, default: usual } of wanted) {
    const [name, read, shown] =
      unit === 'bytes'
        ? (['size', size, sizeText(usual)] as const)
        : ([unit, wholeNumber, String(usual)] as const);
    const text = `${meaning} (default: ${shown})`;
    command.addOption(new Option(`${flag} <${name}>`, text).argParser(read));
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
