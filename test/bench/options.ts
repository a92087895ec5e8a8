import { parseArgs } from 'node:util';
import type { Effort, Sizes } from './scenario.js';
import { scenarios } from './scenarios.js';

/** What is measured, and how much of it. */
export interface Options {
  readonly effort: Effort;
  readonly sizes: Sizes;
  /** Names of scenarios. */
  readonly only: readonly string[];
}

/** Left out of `--quick`, because another scenario differs from it in numbers alone. */
const alike = ['record-8', 'record-gzip', 'record-durability-paced', 'replay-many'];
/** Only on request, each by the flag of its name: they install other programs, or take long. */
const requested = ['recorders', 'replayers', 'soak'] as const;

const full = { seconds: 1, rounds: 5, minutes: 2, desktops: 5_000 };
const fullSizes = { exchanges: 200_000, megabytes: 2_048, gigabytes: 4.2 };
const quick = { seconds: 0.1, rounds: 1, minutes: 0.01, desktops: 50 };
const quickSizes = { exchanges: 640, megabytes: 10, gigabytes: 0.02 };

/** @throws Error that says which argument is wrong */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      recorders: { type: 'boolean', default: false },
      replayers: { type: 'boolean', default: false },
      soak: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      minutes: { type: 'string' },
      desktops: { type: 'string' },
      exchanges: { type: 'string' },
      megabytes: { type: 'string' },
      gigabytes: { type: 'string' },
    },
  });
  const usual = values.quick ? { ...quick, ...quickSizes } : { ...full, ...fullSizes };
  // A week.
  if (values.soak && !values.quick) usual.exchanges = 1_000_000;
  const number = (name: keyof typeof usual): number => {
    const value = Number(values[name] ?? usual[name]);
    if (!(value > 0)) throw new Error(`--${name} must be a number above 0`);
    return value;
  };
  const usually = scenarios
    .map(({ name }) => name)
    .filter((name) => !isRequested(name) && !(values.quick && alike.includes(name)));
  const also = requested.filter((name) => values[name]);
  const only = values.only ?? (also.length > 0 ? [] : usually);
  return {
    effort: { seconds: number('seconds'), rounds: number('rounds') },
    sizes: {
      minutes: number('minutes'),
      desktops: number('desktops'),
      exchanges: number('exchanges'),
      megabytes: number('megabytes'),
      gigabytes: number('gigabytes'),
    },
    only: known([...only, ...also]),
  };
}

const isRequested = (name: string): boolean => requested.some((each) => each === name);

function known(names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (!scenarios.some((each) => each.name === name)) {
      const all = scenarios.map((each) => each.name).join(', ');
      throw new Error(`no scenario '${name}'; there are ${all}`);
    }
  }
  return names;
}
