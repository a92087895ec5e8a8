import type { Command } from 'commander';
import { type FaultOptions, type FaultRule, parseFault } from '../../src/index.js';
import { seed } from '../amount.js';

/** Flags about what goes wrong on purpose. */
export interface FaultFlags {
  readonly fault?: readonly FaultRule[];
  readonly faultSeed?: number;
  readonly actOutages?: boolean;
}

export function addFaultFlags(command: Command): Command {
  return command
    .option(
      '--fault <rule>',
      'something that goes wrong on purpose, as KIND or KIND:key=value,…; may be repeated',
      (text: string, before: readonly FaultRule[] = []) => [...before, parseFault(text)],
    )
    .option('--fault-seed <n>', 'what decides where it does; by default --seed', seed)
    .option(
      '--act-outages',
      'what went wrong in the recording goes wrong again: outages, cut connections, expired sessions',
    );
}

export function faultOptions({ fault, faultSeed, actOutages }: FaultFlags): FaultOptions {
  return {
    ...(fault === undefined ? {} : { faults: fault }),
    ...(faultSeed === undefined ? {} : { faultSeed }),
    ...(actOutages === undefined ? {} : { actOutages }),
  };
}
