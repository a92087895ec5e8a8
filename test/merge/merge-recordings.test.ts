import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mergeRecordings } from '../../src/merge/merge-recordings.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { dump } from './dump.js';
import { chance, work } from './random-office.js';
import { Recorders, type RecordersOptions } from './recorders.js';

const folder = temporaryFolder();

/** What several recorders saw, each a part of it, and what one saw that was in front of all. */
async function recorded(
  { recorders: count, rotations = 0 }: { recorders: number; rotations?: number },
  seed: number,
  options?: RecordersOptions,
) {
  const whole = folder.path('whole.db');
  const firsts = Array.from({ length: count }, (_, index) => folder.path(`part-${index}.db`));
  const parts = [...firsts];
  const recorders = new Recorders([whole, ...firsts], options);
  const below = chance(seed + 99);
  let left = rotations;
  work(recorders, seed, () => {
    const file = firsts[below(count)] as string;
    if (left > 0 && below(8) === 0) {
      left -= 1;
      parts.push(recorders.rotate(file));
    }
    return [whole, file];
  });
  await recorders.close();
  return { whole, parts };
}

const seeds = (count: number) => Array.from({ length: count }, (_, index) => [index + 1] as const);

describe('mergeRecordings', () => {
  it.each(seeds(12))(
    'makes of what several recorders saw what one would have seen (seed %d)',
    async (seed) => {
      const { whole, parts } = await recorded({ recorders: 2 + (seed % 3) }, seed);
      const output = folder.path('merged.db');
      const merged = await mergeRecordings(parts, { output });
      expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
      expect(statSync(output).mode & 0o777).toBe(0o600);
      expect(dump(output)).toEqual(dump(whole));
      expect(merged.notices).toEqual([]);
      expect(merged.joinedSessions).toBeGreaterThan(0);
      expect(merged.correlated).toBeGreaterThan(10);
    },
  );

  it.each(seeds(12))(
    'makes of the files of one recorder the file that it would have written (seed %d)',
    async (seed) => {
      const { whole, parts } = await recorded({ recorders: 1, rotations: 4 }, seed);
      const output = folder.path('merged.db');
      expect(parts.length).toBeGreaterThan(3);
      const merged = await mergeRecordings([...parts.slice(2), ...parts.slice(0, 2)], { output });
      expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
      expect(dump(output)).toEqual(dump(whole));
      expect(merged.notices).toEqual([]);
    },
  );

  it.each(seeds(6))(
    'joins files of recorders of which some went from file to file (seed %d)',
    async (seed) => {
      const { whole, parts } = await recorded({ recorders: 2, rotations: 3 }, seed);
      const output = folder.path('merged.db');
      await mergeRecordings(parts, { output });
      expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
      expect(dump(output)).toEqual(dump(whole));
      expect(folder.files().filter((name) => name.startsWith('merged'))).toEqual(['merged.db']);
    },
  );
});
