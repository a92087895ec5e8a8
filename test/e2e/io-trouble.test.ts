import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { verifyRecording } from '../../src/recording/verify.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { understudy } from './command.js';
import { desktopsAtWork } from './disk/desktops-at-work.js';
import { isAtWork } from './disk/is-at-work.js';
import { type KillServer, startKillServer } from './kills/kill-server.js';
import { lostOutside } from './kills/lost-outside.js';
import { patient } from './kills/recorder-under-test.js';

const folder = temporaryFolder();
let server: KillServer;
beforeAll(async () => {
  server = await startKillServer();
});
afterAll(() => server.close());

async function verified(file: string): Promise<ReturnType<typeof verifyRecording>> {
  const { status, stdout, stderr } = await understudy('verify', '--json', file);
  const found = JSON.parse(stdout);
  expect({ status, stderr }).toEqual({ status: found.whole ? 0 : 3, stderr: '' });
  return found;
}

/** What an operator reads once for each gap. */
const toldOf = (reason: string): string => `understudy: not recorded: ${reason}; `;

it('survives writes that fail, and records on once they do not', async () => {
  const file = folder.path('a.db');
  // A write beyond the limit of what a process may write to a file is an I/O error (EFBIG).
  const within = ['prlimit', '--fsize=2000000:unlimited'];
  const desktops = await desktopsAtWork(server, file, { within, flags: patient });
  await desktops.recorder.hasSaid('not recorded: disk I/O error (SQLITE_IOERR_WRITE)');
  await desktops.more(200, 60);
  execFileSync('prlimit', ['--pid', String(desktops.recorder.child.pid), '--fsize=unlimited']);
  do await desktops.more(10, 1);
  while (!isAtWork(file, desktops));
  await desktops.more(50, 10);
  expect(await desktops.end()).toBe(3);

  const { interrupted, gaps, errors } = await verified(file);
  expect({ interrupted, errors }).toEqual({ interrupted: false, errors: [] });
  const reason = 'disk I/O error (SQLITE_IOERR_WRITE)';
  expect(new Set(gaps.map((gap) => gap.reason))).toEqual(new Set([reason]));
  expect(desktops.recorder.stderr().split(toldOf(reason))).toHaveLength(gaps.length + 1);
  expect(lostOutside(file, desktops.sightings, gaps).outside).toEqual([]);
});

interface Meddling {
  readonly meddle: (file: string) => void;
  readonly reason: (file: string) => string;
  /** Whether what was recorded before can be read afterwards. */
  readonly keepsOld: boolean;
}

const meddlings: Readonly<Record<string, Meddling>> = {
  'its file is removed': {
    meddle: (file) => rmSync(file),
    reason: (file) => `the recording is no longer at ${file}`,
    keepsOld: false,
  },
  'its folder is removed': {
    meddle: (file) => rmSync(folder.path('own'), { recursive: true, force: Boolean(file) }),
    reason: (file) => `the recording is no longer at ${file}`,
    keepsOld: false,
  },
  'its folder is moved': {
    meddle: () => renameSync(folder.path('own'), folder.path('moved')),
    reason: (file) => `the recording is no longer at ${file}`,
    keepsOld: false,
  },
  'its file is cut short': {
    meddle: (file) => truncateSync(file, 0),
    reason: (file) => `somebody cut the recording ${file} short`,
    keepsOld: false,
  },
  'its log is removed': {
    meddle: (file) => rmSync(`${file}-wal`),
    reason: (file) => `the recording's log is no longer at ${file}-wal`,
    keepsOld: true,
  },
};

it.each(Object.keys(meddlings))(
  'lets desktops go on, and says it at once, when %s',
  async (name) => {
    const { meddle, reason, keepsOld } = meddlings[name] as Meddling;
    mkdirSync(folder.path('own'));
    const file = folder.path('own/a.db');
    const desktops = await desktopsAtWork(server, file, { flags: patient });
    await desktops.more(100, 20);
    const before = desktops.sightings.answers.length;
    meddle(file);
    await desktops.recorder.hasSaid('not recorded: ');
    await desktops.more(100, 20);
    expect(await desktops.end()).toBe(3);

    expect(desktops.recorder.stderr().split(toldOf(reason(file)))).toHaveLength(2);
    expect(desktops.recorder.stdout()).toMatch(/^ {2}! gap from /mu);
    const found = await understudy('verify', file);
    expect(found.status).toBe(3);
    expect(found.stderr).toMatch(/^(?:understudy: .*\n)?$/u);
    if (!keepsOld) return;
    const old = desktops.sightings.answers.slice(0, before);
    const { all, outside } = lostOutside(file, { ...desktops.sightings, answers: old }, []);

    expect({ all, outside }).toEqual({ all: 0, outside: [] });
  },
);

/** Without what lets root write where it may not. */
const asOwner =
  process.getuid?.() === 0
    ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-all']
    : [];

it('goes on when its folder may no longer be written to, and can be read there', async () => {
  mkdirSync(folder.path('own'));
  const file = folder.path('own/a.db');
  const desktops = await desktopsAtWork(server, file, { within: asOwner, flags: patient });
  await desktops.more(100, 20);
  chmodSync(folder.path('own'), 0o555);
  await desktops.more(100, 20);
  expect(await desktops.end()).toBe(0);
  expect(desktops.recorder.stderr()).toMatch(/^understudy: recording what [^\n]+\n$/u);
  // It could not be removed, which proves that the folder could not be written to.
  expect(existsSync(`${file}-wal`)).toBe(true);
  expect(await verified(file)).toMatchObject({ whole: true });
  expect(lostOutside(file, desktops.sightings, [])).toEqual({ all: 0, outside: [] });
  chmodSync(folder.path('own'), 0o755);
});
