import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff } from '../../src/index.js';
import { describePairs, describeRun } from '../bench/diff-figures.js';
import { type Compare, runPairs, runPlants } from './run-plants.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-plants-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let runs = 0;
/** Files of an earlier run are never written over. */
function shared(compare: Compare) {
  runs += 1;
  const own = mkdtempSync(path.join(folder, `${runs}-`));
  return { folder: own, atOnce: 2, compare };
}

/** A `diff` that does not compare something. */
const without =
  (kind: string): Compare =>
  (baseline, candidate) => {
    const result = diff(baseline, candidate);
    return { ...result, differences: result.differences.filter((each) => each.kind !== kind) };
  };

describe('diff', () => {
  it('finds what was planted in a server, and tells nothing else', async () => {
    const results = await runPlants({
      ...shared(diff),
      otherIds: false,
      seeds: [11, 12],
      perDay: 13,
    });
    expect(results).toHaveLength(26);
    expect(results.flatMap((each) => describeRun(each) ?? [])).toEqual([]);
  }, 120_000);

  it('tells nothing of the same day on servers with ids of their own', async () => {
    const results = await runPairs({ ...shared(diff), seeds: [21, 22, 23] });
    expect(describePairs(results)).toMatch(/^3 days recorded twice: 0 false alarms/u);
  }, 120_000);
});

describe('the proof', () => {
  it('fails when something is not compared', async () => {
    const results = await runPlants({
      ...shared(without('header')),
      otherIds: false,
      seeds: [11],
      perDay: 13,
    });
    const missed = results.filter(({ outcome }) => outcome === 'missed');
    expect(missed.length).toBeGreaterThan(0);
    for (const { possible } of missed) expect(possible.kind).toContain('header');
  }, 120_000);

  it('fails when something is told that was not planted', async () => {
    const results = await runPlants({
      ...shared((baseline, candidate) => {
        const result = diff(baseline, candidate);
        return {
          ...result,
          differences: result.differences.flatMap((each) => [each, { ...each, user: 'nobody' }]),
        };
      }),
      ...{ otherIds: false, seeds: [11], perDay: 2 },
    });
    expect(results.map(({ falseAlarms }) => falseAlarms.length)).not.toContain(0);
  }, 120_000);
});
