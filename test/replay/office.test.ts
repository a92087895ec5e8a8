import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../src/capture/record.js';
import { replay } from '../../src/replay/replay.js';
import type { ClientTransport } from '../desktops/bayeux-client.js';
import { compareTranscripts } from '../desktops/compare-transcripts.js';
import { runOffice } from '../desktops/run-office.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { startStaging } from '../staging/staging.js';

type Office = Awaited<ReturnType<typeof runOffice>>;

const listen = { host: '127.0.0.1', port: 0 };
const clients = { a2: 'cometd9' } as const;

/** For all tests: a folder for each would not be there yet when the day is recorded. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-office-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A day at the office, recorded: where it lies, and what everyone saw. */
async function recorded(start: typeof startStaging, transport: ClientTransport) {
  const file = path.join(folder, `${transport}.db`);
  const staging = await start();
  const recorder = await record({ target: staging.url, output: file, listen });
  const office = await runOffice({ url: recorder.url, origin: staging.url, transport, clients });
  await recorder.close();
  await staging.close();
  return { file, office };
}

function differences(one: Office, other: Office): Record<string, readonly string[]> {
  return Object.fromEntries(
    (['a1', 'a2', 's1'] as const).map((user) => [user, compareTranscripts(one[user], other[user])]),
  );
}

const transports = ['long-polling', 'websocket', 'callback-polling'] as const;

describe.each([
  ['long-polling', startStaging],
  ['websocket', startFayeStaging],
] as const)('an office that was recorded on %s', (recordedOn, start) => {
  let day: Awaited<ReturnType<typeof recorded>>;
  beforeAll(async () => {
    day = await recorded(start, recordedOn);
  }, 30_000);

  it('shows desktops the same again in recorded time', async () => {
    await using standIn = await replay(day.file, { listen, together: true, timing: 'recorded' });
    const seen = await runOffice({ url: standIn.url, clients });
    expect(differences(day.office, seen)).toEqual({ a1: [], a2: [], s1: [] });
    expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
  }, 30_000);

  it.each(transports.flatMap((each) => [[each, false] as const, [each, true] as const]))(
    'shows desktops the same again on %s, together: %s',
    async (transport, together) => {
      await using standIn = await replay(day.file, { listen, together });
      const seen = await runOffice({ url: standIn.url, transport, clients });
      expect(differences(day.office, seen)).toEqual({ a1: [], a2: [], s1: [] });
      expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    },
    30_000,
  );
});
