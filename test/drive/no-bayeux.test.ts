import { copyFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startStaging } from '../staging/staging.js';
import { staffAccounts } from './accounts.js';

const folder = temporaryFolder();
const tweets = path.resolve(import.meta.dirname, '../../recordings/complete-tweet.db');

it('says that what answers a handshake with a page is no Bayeux server', async () => {
  const pages = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>log in</html>');
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const { port } = pages.address() as AddressInfo;
  const target = `http://127.0.0.1:${port}`;
  const summary = await drive(tweets, { target, output: folder.path('page.db'), session: 'a1' });
  pages.close();
  const handshake = summary.failedWaits.find(({ waitedFor }) => waitedFor.includes('handshake'));
  expect(handshake?.reason).toBe(
    'the handshake failed (200 and the answer is no Bayeux), so 6 notifications are not waited for',
  );
}, 30_000);

it('does not wait for what comes to a desktop whose handshake is never answered', async () => {
  const staging = await startStaging();
  const target = new URL(staging.url);
  // All but Bayeux.
  const half = createServer((request, response) => {
    if (request.url?.includes('/notifications') === true) return;
    const { method, url: path, headers } = request;
    const onward = send({ host: target.hostname, port: target.port, method, path, headers });
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => half.listen(0, '127.0.0.1', resolve));
  const { port } = half.address() as AddressInfo;
  const summary = await drive(tweets, {
    target: `http://127.0.0.1:${port}`,
    output: folder.path('half.db'),
    session: 'a1',
    wait: 1_000,
    credentials: staffAccounts,
  });
  half.closeAllConnections();
  half.close();
  await staging.close();
  expect(summary.failedWaits.map(({ waitedFor, reason }) => [waitedFor, reason])).toEqual([
    [
      'the answer to handshake',
      'it did not come within 1000 ms, so 6 notifications are not waited for',
    ],
  ]);
}, 30_000);

it('does not wait for what comes to a desktop whose handshake was not recorded', async () => {
  const file = folder.path('later.db');
  copyFileSync(tweets, file);
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  const shaken = `SELECT exchange FROM message WHERE channel = '/meta/handshake'`;
  for (const sql of [
    `DELETE FROM response WHERE exchange IN (${shaken})`,
    `DELETE FROM request WHERE id IN (${shaken})`,
    `DELETE FROM message WHERE channel = '/meta/handshake'`,
    `INSERT INTO gap (started_at, ended_at, reason) SELECT min(started_at), min(started_at) + 1, 'disk full' FROM request`,
  ]) {
    database.prepare(sql).run();
  }
  database.close();
  const staging = await startStaging();
  const notices: string[] = [];
  const summary = await drive(file, {
    target: staging.url,
    output: folder.path('later-driven.db'),
    session: 'a1',
    credentials: staffAccounts,
    onNotice: (notice) => notices.push(notice),
  });
  await staging.close();
  expect(summary.failedWaits).toEqual([]);
  expect(notices).toContain(
    'the recording has a gap: what is missing there is not done, and what came of it may be waited for in vain',
  );
  expect(notices).toContain(
    '6 notifications to a1 can not be waited for: the handshake before is not in the recording',
  );
}, 30_000);
