import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import { replay } from '../../src/replay/replay.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const recordings = path.resolve(import.meta.dirname, '../../recordings');
const files = readdirSync(recordings).filter((each) => each.endsWith('.db'));
const listen = { host: '127.0.0.1', port: 0 };

describe('a stand-in that is driven by the recording that it plays', () => {
  it.each(files)(
    'misses nothing and delivers all of %s',
    async (name) => {
      const file = path.join(recordings, name);
      await using standIn = await replay(file, { listen, together: true });
      const summary = await drive(file, { target: standIn.url, output: folder.path(name) });
      expect(summary).toMatchObject({ interrupted: false, failedWaits: [], unresolved: [] });
      expect(summary.acts.done).toBe(summary.acts.of);
      expect(summary.notifications.done).toBe(summary.notifications.of);
      expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    },
    60_000,
  );
});
