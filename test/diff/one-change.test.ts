import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import type { Recording } from '../../src/recording/reader.js';
import { root } from '../e2e/command.js';
import { alteredRecording } from './altered-recording.js';
import { type Plant, plantsIn } from './plants.js';
import { brief, compareSides, sideOf } from './sides.js';

const shipped = (name: string): Recording =>
  openRecording(path.join(root, 'recordings', `${name}.db`));

/** Another server: other ids of interactions, other references. */
function renamed(text: string): string {
  const more = (digits: string): string => String(Number(digits) + 200);
  return text
    .replaceAll(/01QQQG2MU2(\w{6})/gu, (_, rest: string) => `Z9${[...rest].reverse().join('')}q7`)
    .replaceAll(/("referenceId":\s*)(\d{1,6})\b/gu, (_, head: string, n: string) => head + more(n))
    .replaceAll(/"referenceIds":\{[^}]*\}/gu, (bulk) =>
      bulk.replaceAll(/:(\d+)/gu, (_, n: string) => `:${more(n)}`),
    );
}

/** The n-th of every so many, so that all of it takes seconds. */
function some<T>(all: Iterable<T>, every: number): readonly T[] {
  return [...all].filter((_, at) => at % every === 0);
}

/** Where the answer names no reference, the one in the notification is whatever the server gives. */
function isFreeReference({ name }: Plant): boolean {
  return /(Email|Chat|SMS|Facebooksession)\w*Message.*\/referenceId$/u.test(name);
}

/** `UNDERSTUDY_PLANTS=1` tries all of them. */
const every = Number(process.env.UNDERSTUDY_PLANTS ?? 23);

const recordings = [
  ['complete-tweet', every],
  ['everything', every * 4],
  ['everything-websocket', every * 8],
  ['two-tabs', every],
] as const;

describe('one change in what a server says', () => {
  it.each(recordings)(
    'is told, and nothing else is: %s',
    (name, nth) => {
      using recording = shipped(name);
      const baseline = sideOf(recording);
      const plants = some(plantsIn(recording), nth).filter((plant) => !isFreeReference(plant));
      expect(plants.length).toBeGreaterThan(8);
      const wrong = plants.flatMap(({ name: where, alteration, expected }) => {
        const candidate = sideOf(alteredRecording(recording, alteration));
        const told = brief(compareSides(baseline, candidate));
        return told.length === 1 && told[0]?.trim() === expected.replace(/ null$/u, '').trim()
          ? []
          : [{ where, expected, told }];
      });
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it.each(recordings)(
    'is told of a server that gives other ids and references, which are no difference: %s',
    (name, nth) => {
      using recording = shipped(name);
      const baseline = sideOf(recording);
      const other = (alteration = {}) =>
        sideOf(alteredRecording(alteredRecording(recording, alteration), { text: renamed }));
      expect(brief(compareSides(baseline, other()))).toEqual([]);
      const plants = some(plantsIn(recording), nth * 2).filter((plant) => !isFreeReference(plant));
      const wrong = plants.flatMap(({ name: where, alteration, expected }) => {
        const told = brief(compareSides(baseline, other(alteration)));
        return told.length === 1 && told[0]?.trim() === expected.replace(/ null$/u, '').trim()
          ? []
          : [{ where, expected, told }];
      });
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

describe('two recordings of the same', () => {
  it.each(recordings)('do not differ: %s', (name) => {
    using recording = shipped(name);
    const result = compareSides(sideOf(recording), sideOf(recording));
    expect(result).toMatchObject({ same: true, differences: [] });
    expect(result.compared.calls).toBeGreaterThan(0);
    expect(result.compared.notifications).toBeGreaterThan(0);
  });
});
