import { rmSync } from 'node:fs';
import path from 'node:path';
import { largeRecording } from './large-recording.js';
import { openTimes } from './open-times.js';
import { roomOnDisk } from './room-on-disk.js';
import type { Scenario } from './scenario.js';

/** How long a very large recording takes to open. */
export const openLarge: Scenario = {
  name: 'open-large',
  async run({ sizes: { gigabytes }, folder }) {
    const size = roomOnDisk(folder, gigabytes * 1e9);
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
