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
function recorded(count: number, seed: number, options?: RecordersOptions) {
  const whole = folder.path('whole.db');
  const parts = Array.from({ length: count }, (_, index) => folder.path(`part-${index}.db`));
  const recorders = new Recorders([whole, ...parts], options);
  const below = chance(seed + 99);
  work(recorders, seed, () => [whole, parts[below(count)] as string]);
  recorders.close();
  return { whole, parts };
}

describe('mergeRecordings', () => {
  it.each(Array.from({ length: 20 }, (_, index) => [index + 1]))(
    'makes of what several recorders saw what one would have seen (seed %d)',
    async (seed) => {
      const { whole, parts } = recorded(2 + (seed % 3), seed);
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
});
