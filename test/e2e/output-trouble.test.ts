import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { mountSmallDisk } from './disk/small-disk.js';
import { type KillServer, startKillServer } from './kills/kill-server.js';
import {
  type RecorderOptions,
  type RecorderUnderTest,
  startRecorder,
} from './kills/recorder-under-test.js';

const folder = temporaryFolder();
let server: KillServer;
beforeAll(async () => {
  server = await startKillServer();
});
afterAll(() => server.close());

/** A recorder that is gone when the test is over. */
function recorderOn(file: string, options: RecorderOptions = {}): RecorderUnderTest {
  const recorder = startRecorder(server.url, file, options);
  onTestFinished(async () => {
    recorder.kill();
    await recorder.gone;
  });
  return recorder;
}

/** Its exit status, and what it said, of a recorder that must not begin. */
async function refused(file: string, options: RecorderOptions = {}): Promise<string> {
  const recorder = recorderOn(file, options);
  recorder.url.then(recorder.kill, () => {});
  return `${await recorder.gone}: ${recorder.stderr()}`;
}

async function ask(url: string): Promise<number> {
  const response = await fetch(`${url}/http/length`, { headers: { 'X-Id': 'a' } });
  await response.arrayBuffer();
  return response.status;
}

it('takes no output that another recorder is writing, and does not disturb it', async () => {
  const file = folder.path('a.db');
  const first = recorderOn(file);
  const url = await first.url;
  expect(await ask(url)).toBe(200);
  expect(await refused(file)).toBe(
    `2: understudy: ${file} exists already and is never overwritten; choose another output\n`,
  );
  expect(await ask(url)).toBe(200);
  first.interrupt();
  expect(await first.gone).toBe(0);
  expect(folder.files()).toEqual(['a.db']);
  using recording = openRecording(file);
  expect([...recording.exchanges()]).toHaveLength(2);
});

it('lets one begin of several that want the same output at the same moment', async () => {
  const file = folder.path('a.db');
  const recorders = [1, 2, 3, 4].map(() => recorderOn(file));
  const urls = await Promise.allSettled(recorders.map(({ url }) => url));
  const began = recorders.filter((_, index) => urls[index]?.status === 'fulfilled');
  expect(began).toHaveLength(1);
  for (const recorder of recorders) {
    if (recorder === began[0]) continue;
    expect(await recorder.gone).toBe(2);
    expect(recorder.stderr()).toMatch(/^understudy: .* exists already .*\n$/u);
  }
  expect(await ask((await began[0]?.url) ?? '')).toBe(200);
  began[0]?.interrupt();
  expect(await began[0]?.gone).toBe(0);
  expect(folder.files()).toEqual(['a.db']);
});

it('records into several files at once, in one folder', async () => {
  const files = ['a.db', 'b.db', 'c.db'];
  const recorders = files.map((name) => recorderOn(folder.path(name)));
  for (const { url } of recorders) expect(await ask(await url)).toBe(200);
  for (const recorder of recorders) {
    recorder.interrupt();
    expect(await recorder.gone).toBe(0);
  }
  expect(folder.files()).toEqual(files);
});

it('does not begin on a file system that is read-only', async () => {
  const disk = await mountSmallDisk('size=1m,ro');
  onTestFinished(() => disk.unmount());
  const said = await refused(disk.path('a.db'), { within: disk.within });
  expect(said).toMatch(/^2: understudy: cannot create \S+a\.db: EROFS: .*\n$/u);
});

it('does not begin in a folder that may not be written to, nor below a file', async () => {
  mkdirSync(folder.path('own'), { mode: 0o555 });
  const asOwner =
    process.getuid?.() === 0
      ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-all']
      : [];
  const said = await refused(folder.path('own/a.db'), { within: asOwner });
  expect(said).toMatch(/^2: understudy: cannot create \S+a\.db: EACCES: .*\n$/u);
  expect(readdirSync(folder.path('own'))).toEqual([]);
  chmodSync(folder.path('own'), 0o755);

  writeFileSync(folder.path('file'), '');
  const below = await refused(folder.path('file/a.db'));
  expect(below).toMatch(/^2: understudy: cannot create \S+a\.db: E(?:NOTDIR|EXIST): .*\n$/u);
  expect(existsSync(folder.path('file'))).toBe(true);
});
