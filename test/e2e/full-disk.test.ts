import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { verifyRecording } from '../../src/recording/verify.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { understudy } from './command.js';
import { type DesktopsAtWork, desktopsAtWork } from './disk/desktops-at-work.js';
import { isAtWork } from './disk/is-at-work.js';
import { mountSmallDisk, type SmallDisk } from './disk/small-disk.js';
import { type KillServer, startKillServer } from './kills/kill-server.js';
import { lostOutside } from './kills/lost-outside.js';
import { patient, startRecorder } from './kills/recorder-under-test.js';

const MiB = 1024 * 1024;
const folder = temporaryFolder();
let disk: SmallDisk;
let server: KillServer;

beforeAll(async () => {
  disk = await mountSmallDisk('size=32m');
  server = await startKillServer();
});

afterAll(async () => {
  await server.close();
  await disk.unmount();
});

beforeEach(() => {
  for (const name of ['ballast', 'full.db', 'full.db-wal', 'full.db-shm']) {
    rmSync(disk.outside(name), { force: true });
  }
});

/** Desktops at work through a recorder that writes to the small disk. */
function work(): Promise<DesktopsAtWork> {
  const { within } = disk;
  return desktopsAtWork(server, disk.path('full.db'), { within, flags: patient });
}

/** The recording where we can read it. */
function copyOf(name: string): string {
  for (const suffix of ['', '-wal']) {
    const file = disk.outside(name + suffix);
    rmSync(folder.path(name + suffix), { force: true });
    if (existsSync(file)) copyFileSync(file, folder.path(name + suffix));
  }
  return folder.path(name);
}

/** Fills the disk but for so many bytes. */
function fill(room: number): void {
  const ballast = disk.outside('ballast');
  try {
    for (;;) appendFileSync(ballast, Buffer.alloc(64 * 1024));
  } catch {
    truncateSync(ballast, statSync(ballast).size - room);
  }
}

it('lets desktops work on a full disk, says so at once, and records on once there is room', async () => {
  fill(3 * MiB);
  const desktops = await work();
  await desktops.recorder.hasSaid('not recorded: disk full');
  await desktops.more(200, 60);

  rmSync(disk.outside('ballast'));
  do await desktops.more(10, 1);
  while (!isAtWork(copyOf('full.db'), desktops));
  await desktops.more(100, 30);
  expect(await desktops.end()).toBe(3);

  const file = copyOf('full.db');
  const found = await understudy('verify', '--json', file);
  expect(found).toMatchObject({ status: 3, stderr: '' });
  const { gaps, ...rest } = JSON.parse(found.stdout) as ReturnType<typeof verifyRecording>;
  expect(rest).toMatchObject({ whole: false, interrupted: false, errors: [] });
  // A small commit may find room where a larger one found none.
  expect(new Set(gaps.map(({ reason }) => reason))).toEqual(new Set(['disk full']));
  expect(lostOutside(file, desktops.sightings, gaps).outside).toEqual([]);

  // Once for each gap, not for each commit that failed.
  const told = desktops.recorder.stderr().match(/^understudy: not recorded: disk full; .+$/gmu);
  expect(told).toHaveLength(gaps.length);
  expect(desktops.recorder.stdout()).toMatch(/^ {2}! gap from .*: disk full$/mu);
  expect((await understudy('verify', file)).stdout).toMatch(/^ {2}gap from .*: disk full$/mu);
  expect((await understudy('show', file)).stdout).toMatch(/! gap of .*: disk full/u);
});

it('ends with a summary, and leaves what it had, if there is no room until the end', async () => {
  fill(3 * MiB);
  const desktops = await work();
  await desktops.recorder.hasSaid('not recorded: disk full');
  await desktops.more(50, 10);
  expect(await desktops.end()).toBe(3);
  const told = desktops.recorder.stdout().match(/^ {2}! gap from .*: disk full$/gmu) ?? [];
  expect(told.length).toBeGreaterThan(0);
  const found = await understudy('verify', '--json', copyOf('full.db'));
  expect(found).toMatchObject({ status: 3, stderr: '' });
  const { interrupted, gaps, errors } = JSON.parse(found.stdout);
  expect(errors).toEqual([]);
  // Where there was room for nothing, not even for the gap, it is as if the recorder had been killed.
  // More than one gap: a small commit found room where a larger one had found none.
  expect(interrupted || gaps.length === told.length).toBe(true);
});

it.each([
  ['there is no room at all', 0],
  ['there is room for its first pages only', 12 * 1024],
])('does not begin, and leaves no file, if %s', async (_, room) => {
  fill(room);
  const { within } = disk;
  const recorder = startRecorder(server.url, disk.path('full.db'), { within });
  recorder.url.then(recorder.kill, () => {});
  expect(await recorder.gone).toBe(2);
  expect(recorder.stderr()).toMatch(/^understudy: cannot create \S+full\.db: .* full.*\n$/u);
  expect(readdirSync(disk.outside(''))).toEqual(['ballast']);
});
