import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve, understudy } from '../e2e/command.js';
import { startUpstream } from '../e2e/upstream.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

const secrets = ['Kate', 'desk-17', 'order-4711', 'pin-99'] as const;
const body = JSON.stringify({
  ...{
    firstName: 'Kate',
    desk: 'desk-17',
    text: 'see order-4711',
    kept: 'kept',
    a: { pin: 'pin-99' },
  },
});
const flags = ['--redact', 'pii', '--redact-name', 'desk', '--redact-path', '/*/pin'];
const pattern = ['--redact-pattern', 'order-\\d+'];

function recording(): string {
  const file = folder.path('monday.db');
  buildRecording(file, (b) => {
    b.exchange({ path: '/a', requestBody: body });
    b.exchange({ path: '/b', requestBody: '{}' });
  });
  return file;
}

function expectRedacted(file: string): void {
  const bytes = readFileSync(file);
  expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
  expect(bytes.includes('"kept":"kept"')).toBe(true);
}

describe('understudy record', () => {
  it('redacts what flags and a rules file say', async () => {
    const server = await startUpstream((_request, response) => void response.end(body));
    onTestFinished(() => server.close());
    const rules = folder.path('shop.rules.json');
    writeFileSync(rules, JSON.stringify({ redact: { patterns: ['order-\\d+'] } }));
    const output = folder.path('out.db');
    const recorder = await serve(
      ...['record', '--target', server.url, '--listen', '127.0.0.1:0', '--output', output],
      ...flags,
      ...['--rules', rules],
    );
    await fetch(`${recorder.url}/a`, { method: 'POST', body }).then((each) => each.text());
    expect((await recorder.stop()).status).toBe(0);
    expectRedacted(output);
  });

  it.each([
    [['--redact', 'all'], /no such preset; known are pii/u],
    [['--redact-path', 'a'], /must begin with '\/'/u],
    [['--redact-pattern', '(?=a)'], /can't redact by pattern/u],
  ])('refuses %j and leaves no file', async (wrong, message) => {
    const output = folder.path('never.db');
    const ended = await understudy(
      'record',
      '--target',
      'http://127.0.0.1:1',
      '--output',
      output,
      ...wrong,
    );
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(message);
    expect(folder.files()).toEqual([]);
  });
});

describe('understudy scrub', () => {
  it('writes a new recording and says how much of it changed', async () => {
    const file = recording();
    const before = readFileSync(file);
    const output = folder.path('scrubbed.db');
    const ended = await understudy('scrub', file, '--output', output, ...flags, ...pattern);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout.replaceAll(`${folder.path('')}`, '')).toMatch(
      /^scrubbed .*monday\.db into .*scrubbed\.db\n {2}replaced something in 1 of 2 requests, 0 of 2 responses, 0 of 0 messages\n$/u,
    );
    expectRedacted(output);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect((await understudy('verify', output)).status).toBe(0);
  });

  it('says it as JSON, and gives equal pseudonyms with one key', async () => {
    const file = recording();
    const key = folder.path('key');
    const [one, other] = [folder.path('one.db'), folder.path('other.db')];
    const args = ['--redact-name', 'desk', '--key', key];
    const ended = await understudy('scrub', file, '--output', one, ...args, '--json');
    expect(JSON.parse(ended.stdout)).toEqual({
      file,
      output: one,
      requests: { count: 2, changed: 1 },
      responses: { count: 2, changed: 0 },
      messages: { count: 0, changed: 0 },
    });
    await understudy('scrub', file, '--output', other, ...args);
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
  });

  it.each([
    ['an output that exists', 2, (file: string) => [file, '--output', file]],
    ['no output', 2, (file: string) => [file]],
    ['a recording that is absent', 3, () => ['absent.db', '--output', folder.path('new.db')]],
    [
      'a rules file with a wrong pattern',
      2,
      (file: string) => {
        const rules = folder.path('wrong.json');
        writeFileSync(rules, '{"redact":{"patterns":["("]}}');
        return [file, '--output', folder.path('new.db'), '--rules', rules];
      },
    ],
  ])('refuses %s with one line', async (_, status, args) => {
    const file = recording();
    const ended = await understudy('scrub', ...args(file));
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(folder.files()).not.toContain('new.db');
  });
});
