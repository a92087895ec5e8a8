import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { comparisons } from './comparisons.js';
import { scenarios } from './scenarios.js';

const main = path.resolve(import.meta.dirname, '../../dist/test/bench/main.js');

/** The smallest of everything: whether it runs. */
const little = {
  seconds: 0.02,
  rounds: 1,
  minutes: 0.001,
  desktops: 20,
  exchanges: 640,
  megabytes: 2,
  gigabytes: 0.001,
};

/** Runs scenarios and gives what they print. */
async function printed(only: readonly string[], env = process.env): Promise<string> {
  for (const name of only) expect(scenarios.map((each) => each.name)).toContain(name);
  const effort = Object.entries(little).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const names = only.flatMap((name) => ['--only', name]);
  const args = [main, ...effort, ...names];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
  expect(stderr).toBe('');
  return stdout;
}

/** Runs scenarios and gives the rows of their tables, heads included. */
async function measured(...only: readonly string[]): Promise<readonly (readonly string[])[]> {
  return (await printed(only))
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

describe('the bench', { timeout: 120_000 }, () => {
  it.concurrent('prints a row of figures for each contender of each comparison', async () => {
    // With calls below, one for each way to put on load; the others differ in numbers.
    const few = ['record-deflate', 'replay-visits'];
    const rows = await measured(...few);
    const chosen = comparisons.filter(({ name }) => few.includes(name));
    expect(rows.map(([, first]) => first?.replace(' (yardstick)', '')).toSorted()).toEqual(
      chosen.flatMap(({ title, contenders }) => [title, ...contenders]).toSorted(),
    );
    for (const [, , requests, ratio, ...rest] of rows) {
      if (requests?.endsWith('/s')) continue;
      expect(requests).toMatch(/^[\d,]+$/u);
      expect(ratio).toMatch(/^\d+\.\d\d \(\d+\.\d\d–\d+\.\d\d\)$/u);
      expect(rest).toHaveLength(6);
    }
  });

  it.concurrent('finds in the files of a soak what its desktops saw', async () => {
    const text = await printed(['soak']);
    expect(text).toMatch(/^\| soak: [\d,]+ exchanges of 20 desktops in \d files /mu);
    expect(text).not.toMatch(/ seen\.$|goes backwards|begins before|after the end/mu);
  });

  it.concurrent('notices in a soak a recorder whose times jump with the wall clock', async () => {
    const env = { ...process.env, UNDERSTUDY_SOAK_PLANT: 'clock' };
    expect(await printed(['soak'], env)).toMatch(/goes backwards|begins before|after the end/u);
  });

  it.concurrent('says which other recorders it could not have, and measures without them', async () => {
    const text = await printed(['recorders'], { PATH: '' });
    expect(text).toContain('\n| record ');
    for (const missing of ['WireMock', 'WireMock, in memory', 'mitmdump']) {
      expect(text).toMatch(
        new RegExp(`^Without ${missing}: there is no \\w+ on the PATH\\.$`, 'mu'),
      );
    }
    expect(text).toMatch(/^Without talkback: npm can't install it \(.+\)\.$/mu);
  });

  it.concurrent('says which other stand-ins it could not have, and measures without them', async () => {
    const text = await printed(['replayers'], { PATH: '' });
    expect(text).toContain('\n| replay ');
    expect(text).toMatch(/^Without WireMock, replaying: there is no java on the PATH\.$/mu);
    expect(text).toMatch(/^Without mitmdump, replaying: there is no mitmdump on the PATH\.$/mu);
    for (const missing of ['talkback, replaying', 'Mockoon', 'mountebank']) {
      expect(text).toMatch(
        new RegExp(`^Without ${missing}: npm can't install it \\(.+\\)\\.$`, 'mu'),
      );
    }
  });

  it.concurrent('prints what is added to calls at an even pace', async () => {
    const rows = await measured('record-paced');
    expect(rows.map(([, first]) => first).slice(-4)).toEqual([
      'latency of calls, in ms',
      'http-proxy',
      'record',
      'upstream',
    ]);
    expect(rows.at(-2)).toEqual(['', 'record', anyOf(/^\d+$/u), ...differences(4), '']);
    expect(rows.at(-1)).toEqual(['', 'upstream', anyOf(/^\d+$/u), '–', '–', ...differences(2), '']);
  });

  it.concurrent('prints what long load and held polls cost', async () => {
    const rows = await measured('nonstop-paced', 'held-polls');
    expect(rows.map(([, first]) => first)).toEqual([
      expect.stringContaining('nonstop: 500 calls a second'),
      'http-proxy',
      'record',
      'held-polls: 20 desktops, each with a poll held',
      'http-proxy',
      'record',
    ]);
    for (const row of rows) expect(row).not.toContain('NaN');
  });

  it.concurrent('prints how memory keeps and how long opening takes', async () => {
    const rows = await measured('flat-exchanges', 'flat-body', 'open-large');
    const firsts = rows.map(([, first]) => first ?? '');
    expect(firsts.filter((first) => /^[\d,]+$/u.test(first))).toHaveLength(10);
    expect(firsts.filter((first) => /^(?:record|http-proxy): /u.test(first))).toHaveLength(8);
    expect(firsts.filter((first) => first.startsWith('opening '))).toEqual([
      'opening 0.00 GB with 640 exchanges',
      'opening 0.00 GB with 25 exchanges',
    ]);
    for (const row of rows) expect(row).not.toContain('NaN');
  });

  it.concurrent('prints how soon stand-ins are there, and what many of them take', async () => {
    const rows = await measured('replay-start', 'replay-side-by-side');
    const firsts = rows.map(([, first]) => first ?? '');
    const recordings = firsts.filter((first) =>
      /^replay: \w+, \d+ MB, [\d,]+ exchanges$/u.test(first),
    );
    expect(recordings).toHaveLength(6);
    expect(firsts.slice(-4)).toEqual([
      'replay-side-by-side: 20 in one process',
      'bare server',
      'replay: 2 MB',
      'replay: everything.db',
    ]);
    for (const row of rows) expect(row).not.toContain('NaN');
  });

  it.concurrent('prints what held desktops and an hour by hand take', async () => {
    const rows = await measured('replay-held', 'replay-manual');
    expect(rows.map(([, first]) => first)).toEqual([
      'replay-held: 20 desktops, each with a connect held',
      'cometd-nodejs-server',
      'replay',
      'replay-manual: an hour with 20 calls',
      'bare server',
      'replay',
    ]);
    for (const row of rows) expect(row).not.toContain('NaN');
  });

  it.concurrent('prints how comparing grows, and that it finds what was planted', async () => {
    const text = await printed(['diff-scale']);
    expect(text.match(/ 20 of 20 \|$/gmu)).toHaveLength(3);
    expect(text).toMatch(/^Slope of log time over log calls: -?\d+\.\d\d\.$/mu);
    expect(text).not.toContain('NaN');
  });

  it.concurrent('prints what driving takes, and that nothing was waited for in vain', async () => {
    const rows = await measured('drive-load');
    expect(rows.map(([, first]) => first)).toEqual([
      'drive-load: 20 desktops, 10 calls each',
      'drive',
      'official client in a loop',
      'the same through record',
    ]);
    for (const row of rows.slice(1)) expect(row.slice(-3)).toEqual(['200', '0', '']);
    for (const row of rows) expect(row).not.toContain('NaN');
  });
});

const anyOf = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const differences = (many: number): unknown[] =>
  Array.from({ length: many }, () => anyOf(/^-?\d+\.\d\d$/u));
