import { type Command, Option } from 'commander';
import type { Durability } from '../../src/index.js';

export interface DurabilityFlag {
  readonly durability: Durability;
}

export function addDurabilityFlag(command: Command): Command {
  return command.addOption(
    new Option(
      '--durability <kind>',
      'what desktops wait for: that the recording survives the end of the process (normal), a loss of power too (full), or nothing (relaxed)',
    )
      .choices(['full', 'normal', 'relaxed'])
      .default('normal'),
  );
}
