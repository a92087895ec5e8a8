import { copyFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import { replay } from '../../src/replay/replay.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const tweets = path.resolve(import.meta.dirname, '../../recordings/complete-tweet.db');

it.each([
  ['method', "UPDATE request SET method = 'GET / HTTP/1.1' || char(13, 10) WHERE path LIKE ?"],
  ['path', "UPDATE request SET path = path || char(0, 10, 27) || '[2J' WHERE path LIKE ?"],
  ['header', `UPDATE request SET headers = '[["X","a\\r\\nY: b"]]' WHERE path LIKE ?`],
])(
  'goes on after a request that HTTP can not say: a %s of several lines',
  async (name, lie) => {
    const file = folder.path(`${name}.db`);
    copyFileSync(tweets, file);
    const database = new Database(file);
    expect(database.prepare(lie).run('%/diagnostics/version').changes).toBe(3);
    database.close();
    const standIn = await replay(tweets, { together: true });
    const output = folder.path(`${name}-driven.db`);
    const summary = await drive(file, { target: standIn.url, output, wait: 2_000 });
    await standIn.close();
    expect(summary).toMatchObject({
      interrupted: false,
      acts: { done: 40, of: 40 },
      failedWaitCount: 3,
    });
    for (const { reason } of summary.failedWaits) {
      expect(reason).toBe('there was none (it is no request that can be sent)');
    }
  },
  30_000,
);
