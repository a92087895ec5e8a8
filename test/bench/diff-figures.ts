import type { Difference } from '../../src/index.js';
import type { PairRun, PlantRun } from '../circle/run-plants.js';
import { markdownTable } from './markdown-table.js';

/** What went wrong with one plant; null if nothing did. */
export function describeRun({ seed, possible, outcome, falseAlarms }: PlantRun): string | null {
  if (outcome === 'found' && falseAlarms.length === 0) return null;
  const verdict = outcome === 'found' ? 'found, and told besides' : outcome;
  const { plant, expected } = possible;
  return [
    `seed ${seed}: ${verdict}: ${JSON.stringify(plant)}`,
    ...(outcome === 'found' ? [] : [`  expected ${JSON.stringify(expected.places)}`]),
    ...described(falseAlarms),
  ].join('\n');
}

/** Of each kind: planted, found, missed, and what was told besides. */
export function describePlants(runs: readonly PlantRun[]): string {
  const kinds = [...new Set(runs.map(({ possible }) => possible.kind))].sort();
  const row = (name: string, some: readonly PlantRun[]): readonly string[] => [
    name,
    ...['found', 'missed', 'untaken'].map((outcome) =>
      String(some.filter((run) => run.outcome === outcome).length),
    ),
    String(some.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0)),
    String(some.reduce((sum, { comparisons }) => sum + comparisons, 0)),
  ];
  const taken = runs.filter(({ outcome }) => outcome !== 'untaken');
  const found = taken.filter(({ outcome }) => outcome === 'found');
  return `${markdownTable(
    ['planted', 'found', 'missed', 'untaken', 'false alarms', 'comparisons'],
    [
      ...kinds.map((kind) =>
        row(
          kind,
          runs.filter(({ possible }) => possible.kind === kind),
        ),
      ),
      row('all', runs),
    ],
  )}\n${taken.length} planted, ${found.length} found`;
}

/** What was told of recordings of the same. */
export function describePairs(runs: readonly PairRun[]): string {
  const alarms = runs.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  const comparisons = runs.reduce((sum, each) => sum + each.comparisons, 0);
  const lines = runs.flatMap(({ seed, falseAlarms }) =>
    falseAlarms.length > 0 ? [`seed ${seed}: told of the same:`, ...described(falseAlarms)] : [],
  );
  return [
    ...lines,
    `${runs.length} days recorded twice: ${alarms} false alarms in ${comparisons} comparisons`,
  ].join('\n');
}

function described(differences: readonly Difference[]): readonly string[] {
  const words = differences.map(({ kind, user, call, notification, path, baseline, candidate }) => {
    const place = [user, call, notification, path].filter((each) => each !== null).join(', ');
    return `  ${kind}: ${place}: ${shown(baseline)} → ${shown(candidate)}`;
  });
  const more = words.length - 5;
  return more > 0 ? [...words.slice(0, 5), `  and ${more} more`] : words;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}
