import { expect, it } from 'vitest';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { PageClient } from '../ui/server/page-client.js';
import { understudy } from './command.js';
import { startRecorderTalk } from './recorder-talk.js';
import { startUpstream } from './upstream.js';

const folder = temporaryFolder();

it('goes on in a new file at SIGUSR2, and says so to programs and people', async () => {
  const server = await startUpstream((_, response) => response.end('{}'));
  const output = folder.path('a.db');
  const recorder = startRecorderTalk(['--target', server.url, '--output', output, '--json']);
  await recorder.event('listening');
  recorder.child.kill('SIGUSR2');
  expect(await recorder.event('rotated')).toMatchObject({
    file: folder.path('a.2.db'),
    previous: output,
    part: 2,
    reason: 'request',
    at: expect.stringMatching(/Z$/u),
  });
  expect(await recorder.stop()).toBe(0);
  const files = [output, folder.path('a.2.db')];
  expect(await recorder.event('summary')).toMatchObject({ file: output, files });
  const { stdout } = await understudy('show', folder.path('a.2.db'));
  expect(stdout).toMatch(/^Series {5}part 2 of \w+: sessions and calls may have begun/mu);
  await server.close();
});

it('goes on in a new file by size and by time as its flags say', async () => {
  const server = await startUpstream((_, response) => response.end('{}'));
  const output = folder.path('a.db');
  const recorder = startRecorderTalk([
    ...['--target', server.url, '--output', output],
    ...['--rotate', '1s', '--rotate', '500MiB', '--max-size', '2MiB'],
  ]);
  await recorder.line(/^understudy: goes on in .*a\.2\.db$/u);
  expect(await recorder.stop()).toBe(0);
  expect(recorder.stdout.join('\n')).toMatch(/in \d+ files, .*a\.db to .*a\.\d+\.db/u);
  await server.close();
});

it('shows what comes in a new file on the page that is open', async () => {
  const server = await startUpstream((_, response) => response.end('{}'));
  const output = folder.path('a.db');
  const recorder = startRecorderTalk([
    '--target',
    server.url,
    '--output',
    output,
    '--ui',
    '--json',
  ]);
  const { url } = await recorder.event('listening');
  const { url: link } = await recorder.event('inspector');
  const page = (await PageClient.enter(String(link))).follow();
  await page.last('caught-up');
  await fetch(`${url}/first`);
  await page.find(({ path: asked }) => asked === '/first');
  recorder.child.kill('SIGUSR2');
  await recorder.event('rotated');
  await fetch(`${url}/second`);
  await page.find(({ path: asked }) => asked === '/second');
  await page.until(({ head }) => head?.name === 'a.db to a.2.db' && head.endedAt === null);
  const ended = page.until(({ head }) => head?.endedAt != null);
  expect(await recorder.stop()).toBe(0);
  await ended;
  expect(folder.files()).toEqual(['a.2.db', 'a.db']);
  expect(recorder.stdout.filter((line) => line.includes('"notice"'))).toEqual([]);
  await server.close();
});

it.each([
  [['--rotate', 'often'], /--rotate .*'often'.* Give a time such as 30m, 24h or 7d, or a size/u],
  [['--rotate', '0s'], /1 s to 3650 days/u],
  [['--max-size', '10'], /1 MiB/u],
  [['--max-size', '-1'], /--max-size/u],
])('refuses %j before it makes a file', async (flags, words) => {
  const output = folder.path('a.db');
  const wrong = ['record', '--target', 'http://127.0.0.1:1', '--output', output, ...flags];
  const { status, stderr } = await understudy(...wrong);
  expect({ status, files: folder.files() }).toEqual({ status: 2, files: [] });
  expect(stderr).toMatch(words);
});
