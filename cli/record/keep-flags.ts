import type { Command } from 'commander';
import type { RecordOptions } from '../../src/index.js';

/** Flags that say what is recorded. */
export interface KeepFlags {
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
}

export function addKeepFlags(command: Command): Command {
  return command
    .option(
      '--only <operation...>',
      'of the calls, record those of these operations alone; all that is no call is recorded (default: all calls)',
    )
    .option(
      '--exclude <path...>',
      'record nothing on these paths: /static means itself and all below it, * any text within one segment, ** any text',
    );
}

export function keepOptions({ only, exclude }: KeepFlags): Pick<RecordOptions, 'only' | 'exclude'> {
  return {
    ...(only === undefined ? {} : { only }),
    ...(exclude === undefined ? {} : { exclude }),
  };
}
