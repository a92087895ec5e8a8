import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { record } from '../../src/capture/record.js';
import { drive } from '../../src/drive/drive.js';
import { replay } from '../../src/replay/replay.js';
import { reconnecting } from '../desktops/reconnecting.js';
import { runDesktop } from '../desktops/run-desktop.js';
import { agent } from '../desktops/scripts.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startStaging } from '../staging/staging.js';
import { staffAccounts } from './accounts.js';
import { whatHappened } from './what-happened.js';

const folder = temporaryFolder();
const listen = { host: '127.0.0.1', port: 0 };

/** Records an agent whose Bayeux session is lost in the midst, and who shakes hands again. */
async function recordLoss(file: string, ack: boolean): Promise<void> {
  const staging = await startStaging({ ack });
  const recorder = await record({ target: staging.url, output: file, listen });
  const script = reconnecting({ expire: () => staging.expire('a1') });
  await runDesktop(script, { url: recorder.url, user: 'a1', client: 'cometd9', ack });
  await recorder.close();
  await staging.close();
}

describe('a desktop that is driven', () => {
  it.each([false, true])(
    'goes on after its Bayeux session was lost in the recording, acknowledging: %s',
    async (ack) => {
      const file = folder.path('lost.db');
      await recordLoss(file, ack);

      const fresh = await startStaging({ ack });
      const output = folder.path('again.db');
      const summary = await drive(file, {
        target: fresh.url,
        output,
        credentials: staffAccounts,
        wait: 3_000,
      });
      await fresh.close();
      expect(summary).toMatchObject({ failedWaits: [] });
      expect(whatHappened(output)).toEqual(whatHappened(file));

      await using standIn = await replay(file, { listen, together: true });
      const again = folder.path('once-more.db');
      expect(await drive(file, { target: standIn.url, output: again, wait: 3_000 })).toMatchObject({
        failedWaits: [],
      });
      expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    },
    60_000,
  );

  it('shakes hands where the recording, begun later, has only the handshake after the loss', async () => {
    const file = folder.path('begun-later.db');
    await recordLoss(file, false);
    const database = new Database(file);
    database.pragma('foreign_keys = OFF');
    const first = database
      .prepare("SELECT min(exchange) FROM message WHERE channel = '/meta/handshake'")
      .pluck()
      .get();
    for (const of of ['response WHERE exchange', 'request WHERE id', 'message WHERE exchange']) {
      database.prepare(`DELETE FROM ${of} = ?`).run(first);
    }
    database.close();

    const fresh = await startStaging();
    const output = folder.path('begun-later-again.db');
    const summary = await drive(file, {
      target: fresh.url,
      output,
      credentials: staffAccounts,
      wait: 500,
    });
    await fresh.close();
    // What staging offers to who is there came before anybody was.
    expect(summary.acts.done).toBe(summary.acts.of);
    expect(summary.notifications.done).toBeGreaterThan(0);
  }, 60_000);

  it('goes on if the new server loses its Bayeux session', async () => {
    const file = folder.path('whole.db');
    const staging = await startStaging();
    const recorder = await record({ target: staging.url, output: file, listen });
    await runDesktop(agent(), { url: recorder.url, user: 'a1', client: 'cometd9' });
    await recorder.close();
    await staging.close();

    const fresh = await startStaging();
    let lost = false;
    const tunnel = createServer((socket) => {
      const upstream = connect(Number(new URL(fresh.url).port), '127.0.0.1');
      socket.on('data', (bytes) => {
        if (!lost && bytes.includes('"Accept"')) {
          lost = true;
          fresh.expire('a1');
        }
      });
      for (const each of [socket, upstream]) {
        each.on('error', () => {});
        each.on('close', () => {
          socket.destroy();
          upstream.destroy();
        });
      }
      socket.pipe(upstream).pipe(socket);
    });
    tunnel.listen(0, '127.0.0.1');
    await once(tunnel, 'listening');
    const summary = await drive(file, {
      target: `http://127.0.0.1:${(tunnel.address() as AddressInfo).port}`,
      output: folder.path('again.db'),
      credentials: staffAccounts,
      wait: 1_000,
    });
    tunnel.close();
    expect(lost).toBe(true);
    await fresh.close();
    expect(summary).toMatchObject({ interrupted: false, acts: { done: summary.acts.of } });
  }, 60_000);
});
