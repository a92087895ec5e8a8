import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../src/capture/record.js';
import { drive } from '../../src/drive/drive.js';
import { verifyRecording } from '../../src/recording/verify.js';
import type { ClientTransport } from '../desktops/bayeux-client.js';
import { runOffice } from '../desktops/run-office.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { type StagingOptions, startStaging } from '../staging/staging.js';
import { staffAccounts } from './accounts.js';
import { startOtherIds } from './other-ids.js';
import { whatHappened } from './what-happened.js';

const listen = { host: '127.0.0.1', port: 0 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-drive-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A day at the office, recorded. */
async function recorded(
  name: string,
  start: typeof startStaging,
  options: StagingOptions,
  transport: ClientTransport,
): Promise<string> {
  const file = path.join(folder, `${name}.db`);
  const staging = await start(options);
  const recorder = await record({ target: staging.url, output: file, listen });
  await runOffice({ url: recorder.url, origin: staging.url, transport });
  await recorder.close();
  await staging.close();
  return file;
}

const variants: readonly (readonly [
  string,
  typeof startStaging,
  StagingOptions,
  ClientTransport,
])[] = [
  ['over long-polling', startStaging, {}, 'long-polling'],
  ['over a websocket', startFayeStaging, {}, 'websocket'],
  ['over callback-polling', startFayeStaging, {}, 'callback-polling'],
  ['with CSRF tokens', startStaging, { csrf: true }, 'long-polling'],
  ['behind a sticky load balancer', startStaging, { stickyCookie: true }, 'long-polling'],
  ['with notifications first', startStaging, { notificationFirst: ['Accept'] }, 'long-polling'],
];

describe('a day at the office, driven', () => {
  it.each(variants)(
    'happens once more on a fresh server: %s',
    async (name, start, options, transport) => {
      const file = await recorded(name, start, options, transport);
      const output = path.join(folder, `${name} again.db`);
      const staging = await start(options);
      const summary = await drive(file, {
        target: staging.url,
        output,
        credentials: staffAccounts,
      });
      await staging.close();
      expect(summary).toMatchObject({ interrupted: false, failedWaits: [], desktops: 3 });
      expect(whatHappened(output)).toEqual(whatHappened(file));
      expect(verifyRecording(output)).toMatchObject({ errors: [], interrupted: false });
      for (const user of ['a1', 'a2', 's1']) {
        expect(readFileSync(output).includes(`secret-${user}`)).toBe(false);
      }
    },
    60_000,
  );

  it('happens on a server that gives other ids and other references, by its ids', async () => {
    const file = await recorded('ids', startStaging, { gzipOver: null }, 'long-polling');
    const output = path.join(folder, 'other-ids.db');
    const staging = await startStaging({ gzipOver: null, firstReference: 700 });
    const other = await startOtherIds(staging.url);
    const summary = await drive(file, {
      target: other.url,
      output,
      credentials: staffAccounts,
    });
    await other.close();
    await staging.close();
    expect(summary).toMatchObject({ failedWaits: [] });
    const old = JSON.stringify(whatHappened(output));
    expect(old).toContain('99XYZA7KB350P05K');
    expect(old.replaceAll('99XYZA7KB350', '01QQQG2MU214')).toBe(
      // What the desktops never were told, nobody could rename.
      JSON.stringify(whatHappened(file)),
    );
  }, 60_000);

  it('happens in recorded time, and leaves nothing behind in the program around', async () => {
    const before = { debug: console.debug, window: 'window' in globalThis };
    const file = await recorded('time', startStaging, {}, 'long-polling');
    const staging = await startStaging();
    const output = path.join(folder, 'time again.db');
    const summary = await drive(file, {
      target: staging.url,
      output,
      credentials: staffAccounts,
      timing: 'recorded',
    });
    await staging.close();
    expect(summary).toMatchObject({ failedWaits: [] });
    expect(whatHappened(output)).toEqual(whatHappened(file));
    expect({ debug: console.debug, window: 'window' in globalThis }).toEqual(before);
  }, 60_000);
});
