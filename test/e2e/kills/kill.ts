import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Chance } from './chance.js';
import { keepRotating } from './keep-rotating.js';
import { type Expected, wrongWithKilled } from './killed-file.js';
import { wrongWithKilledSeries } from './killed-series.js';
import { type LoadName, planOf } from './loads.js';
import {
  patient,
  type RecorderOptions,
  type RecorderUnderTest,
  startRecorder,
} from './recorder-under-test.js';
import { createSightings } from './sightings.js';

/** A recorder that is about to be killed. */
export interface Victim {
  readonly recorder: RecorderUnderTest;
  readonly file: string;
  readonly chance: Chance;
}

export interface KillOptions extends Expected, RecorderOptions {
  readonly folder: string;
  /** Of this kill alone: it begins the names of its files, requests and channels. */
  readonly name: string;
  readonly load: LoadName;
  /** Whether it goes on in a new file again and again. */
  readonly rotating?: boolean;
  readonly chance: Chance;
  /** The number of the event at which the end begins; by default chance decides. */
  readonly instant?: number;
  /** How the end goes on; by default the kill follows soon. What it returns is called when all is over. */
  readonly end?: (victim: Victim) => undefined | (() => Promise<void>);
}

/**
 * Lets desktops work through a recorder, kills it at a random instant, and compares what they had in full
 * with what is in the file.
 *
 * @returns what is wrong, a line each
 */
export async function kill(options: KillOptions): Promise<readonly string[]> {
  const { folder, name, load, chance, end = killSoon } = options;
  const file = path.join(folder, `${name}.db`);
  const plan = planOf(load);
  const server = await plan.serve();
  const recorder = startRecorder(server.url, file, { flags: patient, ...options });
  const instant = options.instant ?? chance.magnitude(plan.most);
  let finish: undefined | (() => Promise<void>);
  const sightings = createSightings((events) => {
    if (events === instant) finish = end({ recorder, file, chance });
  });
  try {
    const { gone, over } = recorder;
    if (options.rotating === true) void keepRotating(recorder);
    await plan.load({ url: await recorder.url, name, sightings, chance, gone, over });
    // The desktops of some loads have done at some time what they had to do.
    recorder.kill();
    await gone;
    const wrong = options.rotating
      ? [...(await wrongWithKilledSeries(file, sightings))]
      : [...(await wrongWithKilled(file, sightings, options))];
    await finish?.();
    const trouble = recorder
      .stderr()
      .split('\n')
      .filter((line) => line.includes('not recorded'));
    for (const line of trouble) wrong.push(`it said ${line}`);
    if (wrong.length === 0) removeAll(file);
    const at = `${load}, killed after ${sightings.events} events`;
    return wrong.map((line) => `${name} (${at}): ${line}`);
  } finally {
    recorder.kill();
    await recorder.gone;
    await server.close();
  }
}

function killSoon({ recorder, chance }: Victim): undefined {
  soon(chance, recorder.kill);
}

/** At once, or a little later: within this turn of our event loop, or some turns on. */
export function soon(chance: Chance, act: () => void): void {
  const way = chance.below(3);
  if (way === 0) act();
  else if (way === 1) {
    spin(chance.below(3_000));
    act();
  } else {
    const turns = (left: number): void => {
      if (left === 0) act();
      else setImmediate(() => turns(left - 1));
    };
    turns(1 + chance.below(20));
  }
}

/** Does nothing for so many microseconds, while the recorder works on. */
export function spin(microseconds: number): void {
  const end = process.hrtime.bigint() + BigInt(microseconds * 1_000);
  while (process.hrtime.bigint() < end);
}

/** A recording with what lies beside it, and all that begins with its name. */
function removeAll(file: string): void {
  const folder = path.dirname(file);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(path.basename(file, '.db'))) rmSync(path.join(folder, name));
  }
}
