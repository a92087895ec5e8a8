import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, understudy } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const tweet = path.join(root, 'recordings/complete-tweet.db');
const page = path.join(root, 'test/har/fixtures/playwright-websocket.har');

describe('understudy export --format har', () => {
  it('writes to standard output what it writes into a file, and import makes a recording of it', async () => {
    const har = folder.path('tweet.har');
    const told = await understudy('export', tweet, '--format', 'har', '--output', har);
    expect(told).toMatchObject({ status: 0, stderr: '' });
    const piped = await understudy('export', tweet, '--format', 'har');
    expect(piped).toEqual({ status: 0, stderr: '', stdout: readFileSync(har, 'utf8') });
    const output = folder.path('again.db');
    const imported = await understudy('import', har, '--output', output, '--json');
    expect(imported).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(imported.stdout)).toMatchObject({ format: 'har', sessions: 3, warnings: [] });
    expect(await understudy('diff', tweet, output)).toMatchObject({ status: 0, stderr: '' });
    expect(await understudy('verify', output)).toMatchObject({ status: 0, stderr: '' });
  }, 60_000);
});

describe('understudy import of a HAR', () => {
  it('says what it made, and what it could not take over', async () => {
    const output = folder.path('page.db');
    const told = await understudy('import', page, '--output', output, '--label', 'monday');
    expect(told).toMatchObject({ status: 0, stderr: '' });
    expect(told.stdout.split('\n').slice(1)).toEqual([
      '  8 exchanges in all',
      '  2 correlated with their calls, 2 unsolicited',
      '  1 entry was left out: its URL is not of HTTP (data:, blob:, an extension)',
      '',
    ]);
    const shown = await understudy('show', output, '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ recording: { label: 'monday' } });
  });

  it.each<[string, readonly string[], RegExp, number]>([
    ['is damaged', [], /page\.har can't be imported: it ends too early: it was cut off$/u, 3],
    ['is of other servers', ['--target', 'http://gws.test'], /holds nothing of http:\/\/gws/u, 2],
    ['is for no server', ['--target', 'gws'], /target 'gws' is no http or https URL/u, 2],
    ['may hold what nobody can redact by', ['--redact-name', '!'], /can't redact by name '!'/u, 2],
  ])('ends with one line and no output if the file %s', async (what, flags, message, status) => {
    const text = readFileSync(page, 'utf8');
    const file = folder.path('page.har');
    writeFileSync(file, what === 'is damaged' ? text.slice(0, 9_000) : text);
    const output = folder.path('page.db');
    const ended = await understudy('import', file, '--output', output, ...flags);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr.trimEnd()).toMatch(message);
    expect(ended.stderr).toMatch(/^understudy: [^\n]*\n$/u);
    expect(existsSync(output)).toBe(false);
  });

  it('takes no flag of it for a recording in lines, which comes back as it was', async () => {
    const lines = folder.path('tweet.jsonl');
    await understudy('export', tweet, '--format', 'jsonl', '--output', lines);
    const output = folder.path('again.db');
    const ended = await understudy('import', lines, '--output', output, '--label', 'x');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^understudy: \S+ is a recording in lines .* leave out label/u);
    expect(existsSync(output)).toBe(false);
  });
});
