import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { startTalkIn } from '../e2e/recorder-talk.js';
import { startUpstream } from '../e2e/upstream.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { flagsOfRecord, withFreePorts } from './flags-of-record.js';

const text = readFileSync(path.join(root, 'docs/deploy/Containerfile'), 'utf8');
const { bin, name, version } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly name: string;
  readonly version: string;
};

/** Instructions in order, each with what follows its name. */
const instructions = text
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const);
const listOf = (wanted: string): string[] => {
  const found = instructions.findLast(([each]) => each === wanted)?.[1] ?? '[]';
  return JSON.parse(found.slice(found.indexOf('['))) as string[];
};

const folder = temporaryFolder();

it('starts record with flags that there are, by the name of the package', async () => {
  expect(listOf('ENTRYPOINT')).toEqual(Object.keys(bin));
  const [command, ...args] = listOf('CMD');
  expect(command).toBe('record');
  const flags = await flagsOfRecord();
  for (const flag of args.filter((each) => each.startsWith('--'))) expect(flags).toContain(flag);
  const [packed] =
    /\S+\.tgz/u.exec(instructions.find(([each]) => each === 'COPY')?.[1] ?? '') ?? [];
  expect(`${name}-${version}.tgz`).toMatch(new RegExp(`^${packed?.replaceAll('*', '.*')}$`, 'u'));
});

it('copies from stages that there are, and is no root in the end', () => {
  const stages = instructions
    .filter(([each]) => each === 'FROM')
    .map(([, rest]) => / AS (\w+)$/u.exec(rest)?.[1] ?? 'the last');
  expect(stages).toEqual(['install', 'the last']);
  for (const [each, rest] of instructions) {
    const from = /^--from=(\w+)/u.exec(rest)?.[1];
    if (each === 'COPY' && from !== undefined) expect(stages).toContain(from);
  }
  const order = instructions.map(([each]) => each);
  expect(instructions.findLast(([each]) => each === 'USER')?.[1]).toBe('node');
  expect(order.indexOf('VOLUME')).toBeGreaterThan(order.lastIndexOf('RUN'));
});

it('is healthy as its own check asks while it records, and no more once it is stopped', async () => {
  const server = await startUpstream((_, response) => response.end('{}'));
  const env = { UNDERSTUDY_RECORD_TARGET: server.url, UNDERSTUDY_ADMIN_TOKEN: 'a-token-of-mine' };
  const recorder = startTalkIn(folder.path('.'), withFreePorts(listOf('CMD')), env);
  await recorder.event('listening');
  const { url } = await recorder.event('admin');
  const [program, ...args] = listOf('HEALTHCHECK');
  expect(program).toBe('node');
  const check = async (token: string): Promise<boolean> => {
    const asked = args.map((each) => each.replace('http://127.0.0.1:9100', String(url)));
    const environment = { ...process.env, UNDERSTUDY_ADMIN_TOKEN: token };
    return promisify(execFile)(process.execPath, asked, { env: environment }).then(
      () => true,
      () => false,
    );
  };
  expect(await check(env.UNDERSTUDY_ADMIN_TOKEN)).toBe(true);
  expect(await check('another')).toBe(false);
  recorder.child.kill(instructions.find(([each]) => each === 'STOPSIGNAL')?.[1] as NodeJS.Signals);
  expect(await recorder.ended).toBe(0);
  expect(await check(env.UNDERSTUDY_ADMIN_TOKEN)).toBe(false);
  await server.close();
});
