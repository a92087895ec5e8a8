import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';

import { afterAll, beforeAll, expect } from 'vitest';
import { inspect } from '../../../src/index.js';
import { buildRecording } from '../../recording/build-recording.js';
import { lies, recordPlain, seal } from '../../replay/hostile/hostile-recordings.js';
import { inspectorTest } from './inspector-test.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-hostile-'));
  buildRecording(path.join(folder, 'plain.db'), recordPlain);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A recording on which this was done. */
function altered(sql: string, parameters: readonly unknown[]): string {
  const file = path.join(folder, 'altered.db');
  copyFileSync(path.join(folder, 'plain.db'), file);
  const database = new Database(file);
  database.unsafeMode();
  database.pragma('foreign_keys = OFF');
  database.prepare(sql).run(...parameters);
  seal(database);
  database.close();
  return file;
}

/** Each text of a recording, by a statement that puts another in its place. */
const texts = [
  'UPDATE request SET path = ?',
  'UPDATE request SET method = ?',
  'UPDATE request SET operation = ?',
  'UPDATE request SET reference_id = ?',
  'UPDATE response SET reason = ?',
  'UPDATE message SET channel = ?',
  'UPDATE message SET client_id = ?',
  'UPDATE notification SET message_type = ?',
  'UPDATE notification SET notification_type = ?',
  'UPDATE notification SET data = ?',
  'UPDATE session_user SET user = ?',
  'UPDATE link SET rule = ?',
  'UPDATE gap SET reason = ?',
  "UPDATE fact SET value = ? WHERE name IN ('label', 'target')",
  'UPDATE body SET content = CAST(? AS BLOB)',
];

const script = `"><img src=x onerror="alert(1)"></script><script>alert(2)</script>javascript:alert(3)\u202e\u0000\ud83d`;

/** One lie in three, unless all are asked for: each takes half a second, and most are told to the server's tests, too. */
const share = process.env.UNDERSTUDY_LIES === 'all' ? 1 : 3;

const cases: readonly (readonly [about: string, sql: string, ...parameters: unknown[]])[] = [
  ...lies.filter((_, at) => at % share === 0),
  ...texts.map((sql) => [sql, sql, script] as const),
];

// Many recordings on one page after the other: a browser of its own for each would take minutes.
const parts = 2;
for (let part = 0; part < parts; part += 1) {
  inspectorTest(
    `shows recordings that lie, or says why not, and runs nothing of them (${part + 1} of ${parts})`,
    async ({ browser }) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      let complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
      page.on('console', (message) => {
        const text = message.text();
        if (message.type() === 'error' && !text.startsWith('Failed to load resource')) {
          complaints.push(text);
        }
      });
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      const found: [string, readonly string[]][] = [];
      for (const [at, [about, sql, ...parameters]] of cases.entries()) {
        if (at % parts !== part) continue;
        complaints = [];
        const inspector = await inspect([altered(sql, parameters)], {
          listen: { host: '127.0.0.1', port: 0 },
        }).catch((error: Error) => {
          // It may be refused before anything is served; but as what it is.
          if (error.name !== 'RecordingError') complaints.push(String(error.stack));
          return null;
        });
        if (inspector !== null) {
          try {
            await page.goto(inspector.url);
            await page.locator('[data-rows="all"], [role="alert"]').first().waitFor();
            const row = page.getByRole('row').nth(1);
            if ((await row.count()) > 0) {
              await row.click({ timeout: 5_000 });
              await page.keyboard.press('ArrowDown');
              await page.keyboard.press('End');
            }
            await page.evaluate('new Promise((drawn) => requestAnimationFrame(drawn))');
          } catch (error) {
            complaints.push(String(error));
          } finally {
            await inspector.close();
          }
        }
        if (complaints.length > 0) found.push([about, complaints]);
      }
      await page.close();
      expect(found).toEqual([]);
    },
    180_000,
  );
}
