import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { startTalkIn } from '../e2e/recorder-talk.js';
import { startUpstream } from '../e2e/upstream.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { flagsOfRecord, withFreePorts } from './flags-of-record.js';

const unit = readFileSync(path.join(root, 'docs/deploy/understudy-record.service'), 'utf8');
const settingOf = (name: string): string =>
  new RegExp(`^${name}=(.*)$`, 'mu').exec(unit)?.[1] ?? '';
const [program, ...args] = settingOf('ExecStart').split(' ');

const folder = temporaryFolder();

it('starts record with flags that there are', async () => {
  expect(program).toBe('/usr/local/bin/understudy');
  const flags = await flagsOfRecord();
  const given = args.filter((each) => each.startsWith('--'));
  expect(given.length).toBeGreaterThan(4);
  for (const flag of given) expect(flags).toContain(flag);
});

it('records in its own folder, goes on in a new file when it is reloaded, and ends cleanly when it is stopped', async () => {
  const server = await startUpstream((_, response) => response.end('{}'));
  // What systemd would make of it: the credentials lie where nobody can write.
  const credentials = folder.path('credentials');
  mkdirSync(credentials);
  writeFileSync(path.join(credentials, 'understudy.key'), `${'ab'.repeat(32)}\n`, { mode: 0o400 });
  const given = withFreePorts(args).map((each) => each.replace('%d', credentials));
  const recorder = startTalkIn(folder.path('.'), given, {
    UNDERSTUDY_RECORD_TARGET: server.url,
    UNDERSTUDY_ADMIN_TOKEN: 'a-token-of-the-operator',
  });
  await recorder.event('listening');
  expect(settingOf('ExecReload')).toBe('/bin/kill -USR2 $MAINPID');
  recorder.child.kill('SIGUSR2');
  await recorder.event('rotated');
  recorder.child.kill(settingOf('KillSignal') as NodeJS.Signals);
  expect(await recorder.ended).toBe(0);
  expect(readdirSync(folder.path('captures')).sort()).toEqual([
    expect.stringMatching(/^[\w-]+\.2\.db$/u),
    expect.stringMatching(/^[\w-]+\.db$/u),
  ]);
  await server.close();
});

it.skipIf(!existsSync('/usr/bin/systemd-analyze'))(
  'is a unit that systemd has no complaint about',
  async () => {
    const copy = folder.path('understudy-record.service');
    // The program is not installed where tests run.
    writeFileSync(copy, unit.replace(program ?? '', process.execPath));
    const run = promisify(execFile)('systemd-analyze', ['verify', '--man=no', copy]);
    const { stdout, stderr } = await run;
    expect(stdout + stderr).not.toContain('understudy-record.service');
  },
);
