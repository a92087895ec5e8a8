import { rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { largeRecording } from './large-recording.js';
import { openTimes } from './open-times.js';
import type { Scenario } from './scenario.js';

/** Bytes that stay free on the disk, whatever is asked for. */
const spare = 20e9;

/** How long a very large recording takes to open. */
export const openLarge: Scenario = {
  name: 'open-large',
  async run({ sizes: { gigabytes }, folder }) {
    const { bavail, bsize } = statfsSync(folder);
    const size = Math.min(gigabytes * 1e9, bavail * bsize - spare);
    if (size <= 0) return 'open-large: left out, for the disk has less than 20 GB free.';
    const file = path.join(folder, 'large.db');
    await largeRecording(file, size);
    try {
      return await openTimes(file);
    } finally {
      rmSync(file);
    }
  },
};
