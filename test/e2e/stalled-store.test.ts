import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { verifyRecording } from '../../src/recording/verify.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { understudy } from './command.js';
import { type DesktopsAtWork, desktopsAtWork } from './disk/desktops-at-work.js';
import { isAtWork } from './disk/is-at-work.js';
import { askingFor } from './kills/http-load.js';
import { type KillServer, startKillServer } from './kills/kill-server.js';
import { lostOutside } from './kills/lost-outside.js';

const ONE_STALL = /^understudy: recording what [^\n]+\nunderstudy: not recorded: [^\n]+\n$/u;

const folder = temporaryFolder();
let server: KillServer;
beforeAll(async () => {
  server = await startKillServer();
});
afterAll(() => server.close());

/** A stranger locks a recording, so that nobody can write to it. */
function lock(file: string): { release(): void } {
  const stranger = new Database(file, { timeout: 10_000 });
  stranger.exec('BEGIN IMMEDIATE');
  onTestFinished(() => void stranger.close());
  return { release: () => stranger.close() };
}

async function verified(file: string): Promise<ReturnType<typeof verifyRecording>> {
  const { status, stdout, stderr } = await understudy('verify', '--json', file);
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  return JSON.parse(stdout);
}

/** Waits until the operator was told, and lets desktops work on; nobody is told twice. */
async function workLocked({ recorder, more }: DesktopsAtWork): Promise<{ told: number }> {
  await recorder.hasSaid('understudy: not recorded: ');
  const told = Date.now();
  await more(200, 60);
  expect(recorder.stderr()).toMatch(ONE_STALL);
  return { told };
}

/** More than a busy machine takes for a commit. */
const flags = ['--max-hold', '1000'];

it('lets desktops go on while the store is locked, and records it all the same', async () => {
  const file = folder.path('a.db');
  const desktops = await desktopsAtWork(server, file, { flags });
  await desktops.more(100, 20);
  const stranger = lock(file);
  const { told } = await workLocked(desktops);
  stranger.release();
  do await desktops.more(10, 1);
  while (!isAtWork(file, desktops));
  await desktops.more(100, 20);
  expect(await desktops.end()).toBe(3);

  const { interrupted, gaps, errors } = await verified(file);
  expect({ interrupted, errors }).toEqual({ interrupted: false, errors: [] });
  const covers = ({ from, to }: { from: string; to: string }): boolean =>
    Date.parse(from) <= told && told <= Date.parse(to);
  expect(gaps.filter(covers)).toHaveLength(1);
  expect(desktops.recorder.stdout()).toMatch(/^recorded .*\n(?:.*\n)* {2}! gap from /mu);
  // All of it fitted into the queue.
  expect(lostOutside(file, desktops.sightings, [])).toEqual({ all: 0, outside: [] });
});

it('ends with a summary although the lock is never released', async () => {
  const file = folder.path('a.db');
  const desktops = await desktopsAtWork(server, file, { flags });
  await desktops.more(100, 20);
  const before = desktops.sightings.answers.length;
  const stranger = lock(file);
  await workLocked(desktops);
  expect(await desktops.end()).toBe(3);
  expect(desktops.recorder.stdout()).toMatch(/^recorded .*\n(?:.*\n)* {2}! gap from /mu);

  stranger.release();
  const { errors } = await verified(file);
  expect(errors).toEqual([]);
  const seenBefore = desktops.sightings.answers.slice(0, before);
  const old = { ...desktops.sightings, answers: seenBefore };
  expect(lostOutside(file, old, [])).toEqual({ all: 0, outside: [] });
}, 30_000);

/** MB that the recorder may need beyond what it needs anyway: its queue, and what waits to be collected. */
const allowance = 300;

/** Locks the store under desktops at work, and tells by how many MB the recorder grows meanwhile. */
async function growthLocked(desktops: DesktopsAtWork, file: string, answers: number) {
  await desktops.more(20, 0);
  const stranger = lock(file);
  const before = mostMemory(desktops);
  await desktops.more(answers, 0);
  const growth = mostMemory(desktops) - before;
  stranger.release();
  return growth;
}

const large = [askingFor(['large', 'large-length'], 4)];

it('keeps its memory bounded while 500 MB pass and nothing can be written', async () => {
  const file = folder.path('a.db');
  const desktops = await desktopsAtWork(server, file, {}, large);
  expect(await growthLocked(desktops, file, 500)).toBeLessThan(allowance);
  do await desktops.more(1, 0);
  while (!isAtWork(file, desktops));
  expect(await desktops.end()).toBe(3);
  const { gaps, errors } = await verified(file);
  expect(errors).toEqual([]);
  expect(lostOutside(file, desktops.sightings, gaps).outside).toEqual([]);
}, 120_000);

it('notices a recorder whose queue has next to no bound', async () => {
  const file = folder.path('a.db');
  const flags = ['--max-queue', '1000MiB'];
  const desktops = await desktopsAtWork(server, file, { flags }, large);
  expect(await growthLocked(desktops, file, 400)).toBeGreaterThan(allowance);
  desktops.recorder.kill();
}, 120_000);

/** The most that a recorder's process had in memory so far, in MB (proc(5), VmHWM). */
function mostMemory({ recorder }: DesktopsAtWork): number {
  const status = readFileSync(`/proc/${recorder.child.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1]) / 1_000;
}
