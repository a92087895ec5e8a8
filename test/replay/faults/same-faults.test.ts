import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../../src/recording/open-recording.js';
import type { Recording } from '../../../src/recording/reader.js';
import { type ChoosePlaces, choosePlaces } from '../../../src/replay/faults/choose-places.js';
import { parseFault } from '../../../src/replay/faults/parse-fault.js';
import { buildRecording } from '../../recording/build-recording.js';
import { actOutFaults, type FaultPlay, type Suffered } from './act-out-faults.js';
import { recordFaultyOffice } from './faulty-office.js';

/** How many replays, and which of them is run alone. */
const replays = Number(process.env.UNDERSTUDY_FAULTY_REPLAYS ?? 24);
const alone = process.env.UNDERSTUDY_FAULTY_SEED;

let folder: string;
let recording: Recording;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-faults-'));
  const file = path.join(folder, 'office.db');
  buildRecording(file, recordFaultyOffice);
  recording = openRecording(file);
});
afterAll(() => {
  recording.close();
  rmSync(folder, { recursive: true });
});

const anywhere = [
  'drop:rate=0.15',
  'double:rate=0.15',
  'late:rate=0.15',
  'late:rate=0.1,acts=2',
  'reorder:rate=0.2',
  'cut-connect:rate=0.3',
  'expire:rate=0.2',
  'error:channel=/meta/connect,rate=0.2',
  'error:rate=0.15',
  'error:rate=0.1,performed=true,status=502',
  'cut-response:rate=0.1',
  'drop:nth=4,user=a2',
  'double:every=5',
  'slow:rate=0.05,bytes=20000',
];
const overHttp: FaultPlay = {
  rules: [...anywhere, 'cut-response:channel=/v2/me/*,rate=0.2'].map(parseFault),
  transports: ['long-polling', 'callback-polling'],
  together: false,
  faultSeed: 1,
};
const overWebsockets: FaultPlay = {
  rules: [...anywhere, 'cut-frame:channel=/v2/me/*,rate=0.2'].map(parseFault),
  transports: ['websocket'],
  together: false,
  faultSeed: 1,
};
const overAll: FaultPlay = {
  rules: anywhere.map(parseFault),
  transports: ['long-polling', 'callback-polling', 'websocket'],
  together: false,
  faultSeed: 2,
};
const plays: readonly FaultPlay[] = [
  overHttp,
  overWebsockets,
  overAll,
  { ...overAll, together: true },
];

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function lines(texts: readonly string[]): readonly string[] {
  return texts.flatMap((each) => {
    const [name, ...others] = each.split('\n');
    return others.length === 0 ? [each] : others.map((line) => `${name} ${line}`);
  });
}

function without(texts: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return texts.filter((each) => !known.has(each));
}

/** Replays with these seeds until something differs; null if nothing does. */
async function firstDifference(
  seeds: Iterable<number>,
  play: (seed: number) => FaultPlay,
): Promise<string | null> {
  const expected = new Map<string, Suffered>();
  for (const seed of seeds) {
    const each = play(seed);
    const key = JSON.stringify([each.transports, each.together]);
    const wanted = expected.get(key) ?? (await actOutFaults(recording, each, 0));
    expected.set(key, wanted);
    const seen = await actOutFaults(recording, each, seed);
    for (const what of ['faults', 'got'] as const) {
      const more = without(lines(seen[what]), lines(wanted[what]));
      const less = without(lines(wanted[what]), lines(seen[what]));
      if (more.length + less.length === 0) continue;
      return `UNDERSTUDY_FAULTY_SEED=${seed} has it again, ${key} ${what}:\nmore: ${more.join('\n')}\nless: ${less.join('\n')}`;
    }
  }
  return null;
}

const playOf = (seed: number): FaultPlay => plays[seed % plays.length] as FaultPlay;

describe('faults', () => {
  it('are the same at the same places for each live session, whatever the interleaving and the transports', async () => {
    const seeds = alone === undefined ? upTo(replays) : [Number(alone)];
    expect(await firstDifference(seeds, playOf)).toBeNull();
  }, 300_000);

  it('are others with another seed, and others for another copy', async () => {
    const one = await actOutFaults(recording, overAll, 1);
    const other = await actOutFaults(recording, { ...overAll, faultSeed: 3 }, 1);
    expect(one.faults).not.toEqual(other.faults);
    const of = (copy: number): readonly string[] =>
      one.faults
        .filter((each) => each.includes(`"session":1,"copy":${copy},`))
        .map((each) => each.replace(/"copy":\d+/u, ''));
    expect(of(1).length).toBeGreaterThan(0);
    expect(of(1)).not.toEqual(of(2));
  });

  it('are of all kinds in that proof', async () => {
    const kinds = new Set<string>();
    for (const each of plays) {
      const { faults } = await actOutFaults(recording, each, 1);
      for (const fault of faults) kinds.add(JSON.parse(fault).kind);
    }
    expect([...kinds].sort()).toEqual([
      'cut-connect',
      'cut-frame',
      'cut-response',
      'double',
      'drop',
      'error',
      'expire',
      'late',
      'reorder',
      'slow',
    ]);
  });
});

describe('the proof', () => {
  const lies: readonly (readonly [string, () => ChoosePlaces])[] = [
    ['places chosen by the order of arrival', byArrival],
    ['places chosen by a clock of the machine', () => byClock],
  ];

  it.each(lies)(
    'fails with %s',
    async (_, lie) => {
      const play = (seed: number): FaultPlay => ({
        ...playOf(seed),
        options: { choose: lie() },
      });
      expect(await firstDifference(upTo(20), play)).toContain('has it again');
    },
    60_000,
  );
});

/** The seed of each live session is its number among all that have come. */
function byArrival(): ChoosePlaces {
  const arrived = new Map<string, number>();
  return (rule, places, facts) => {
    const who = `${facts.session} ${facts.copy}`;
    const number = arrived.get(who) ?? arrived.size;
    arrived.set(who, number);
    return choosePlaces(rule, places, { ...facts, session: 0, copy: number });
  };
}

const byClock: ChoosePlaces = (rule, places, facts) =>
  choosePlaces(rule, places, { ...facts, seed: Math.round(performance.now() * 1000) });
