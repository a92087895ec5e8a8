import path from 'node:path';
import type { Difference, DiffResult } from '../../src/index.js';
import { chanceFrom } from '../e2e/kills/chance.js';
import { inSeries } from '../staging/interaction-ids.js';
import type { Plant } from '../staging/plant.js';
import { drawDay } from './draw-day.js';
import { drawPlants } from './draw-plants.js';
import { inTurns } from './in-turns.js';
import { judge } from './place.js';
import { type PossiblePlant, possiblePlants } from './possible-plants.js';
import { recordDay } from './record-day.js';

/** Compares two recordings, given as files. */
export type Compare = (baseline: string, candidate: string) => DiffResult;

export interface PlantRun {
  /** Of the day in which it was planted. */
  readonly seed: number;
  readonly possible: PossiblePlant;
  /** `untaken`: the server never came to say it. */
  readonly outcome: 'found' | 'missed' | 'untaken';
  /** Differences that are told besides. */
  readonly falseAlarms: readonly Difference[];
  /** How many things were compared. */
  readonly comparisons: number;
}

export interface RunPlantsOptions {
  /** Where recordings are put. */
  readonly folder: string;
  readonly seeds: readonly number[];
  /** How many in each day. */
  readonly perDay: number;
  /** How many recordings are made at a time. */
  readonly atOnce: number;
  readonly compare: Compare;
  /** The other server has ids and references of its own. */
  readonly otherIds: boolean;
  readonly onRun?: (run: PlantRun) => void;
}

/** The same plant on a server with other ids. */
function onServer(plant: Plant, idOffset: number): Plant {
  const text = JSON.stringify(plant).replaceAll(/01QQQG2MU\d{3}/gu, (id) => inSeries(id, idOffset));
  return JSON.parse(text) as Plant;
}

/** Plants in many days, one thing in each recording, and looks whether it is found. */
export async function runPlants(options: RunPlantsOptions): Promise<readonly PlantRun[]> {
  const { folder, seeds, perDay, atOnce, otherIds, compare } = options;
  const runs: PlantRun[] = [];
  await inTurns(seeds, atOnce, async (seed) => {
    const day = drawDay(seed);
    const baseline = path.join(folder, `day-${seed}.db`);
    await recordDay(day, { output: baseline });
    const plants = drawPlants(chanceFrom('plants', seed), possiblePlants(baseline), perDay);
    for (const [index, possible] of plants.entries()) {
      const output = path.join(folder, `day-${seed}-${index}.db`);
      const idOffset = otherIds ? 7 : 0;
      const plant = onServer(possible.plant, idOffset);
      const first = otherIds ? { firstReference: 40 } : {};
      const taken = await recordDay(day, { output, plant, idOffset, ...first });
      const { differences, compared } = compare(baseline, output);
      const { found, falseAlarms } = judge(differences, possible.expected);
      const run: PlantRun = {
        ...{ seed, possible, falseAlarms },
        outcome: taken === 0 ? 'untaken' : found ? 'found' : 'missed',
        comparisons: compared.calls + compared.safe + compared.notifications,
      };
      runs.push(run);
      options.onRun?.(run);
    }
  });
  return runs;
}

export interface PairRun {
  readonly seed: number;
  readonly falseAlarms: readonly Difference[];
  readonly comparisons: number;
}

/** Records days twice, of servers with ids of their own: nothing may differ. */
export async function runPairs(
  options: Omit<RunPlantsOptions, 'perDay' | 'onRun' | 'otherIds'>,
): Promise<readonly PairRun[]> {
  const { folder, seeds, atOnce, compare } = options;
  const runs: PairRun[] = [];
  await inTurns(seeds, atOnce, async (seed) => {
    const day = drawDay(seed);
    const [one, other] = ['one', 'other'].map((name) => path.join(folder, `${name}-${seed}.db`));
    if (one === undefined || other === undefined) return;
    await recordDay(day, { output: one });
    await recordDay(day, { output: other, idOffset: 7, firstReference: 40 });
    const { differences, compared } = compare(one, other);
    const comparisons = compared.calls + compared.safe + compared.notifications;
    runs.push({ seed, falseAlarms: differences, comparisons });
  });
  return runs;
}
