import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve, understudy } from '../e2e/command.js';
import { startUpstream } from '../e2e/upstream.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

function recorded(): string {
  const file = folder.path(`recording-${folder.files().length}.db`);
  buildRecording(file, (b) => {
    const session = b.session('a1');
    b.exchange({
      session,
      path: '/me/tweets/1',
      requestHeaders: [['Authorization', 'Basic a1:x']],
      requestBody: '{"operationName":"Complete"}',
      responseBody: 'recorded',
    });
  });
  return file;
}

async function complete(url: string, id = 1): Promise<Response> {
  return fetch(`${url}/me/tweets/${id}`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from('a1:x').toString('base64')}` },
    body: '{"operationName":"Complete"}',
  });
}

const replayed = (...args: readonly string[]) =>
  serve('replay', recorded(), '--listen', '127.0.0.1:0', ...args);

describe('understudy replay', () => {
  it('answers what comes again as the last time, if told so', async () => {
    const standIn = await replayed('--repeat', 'last', '--strict');
    for (let n = 0; n < 3; n++) expect((await complete(standIn.url)).status).toBe(200);
    expect(await standIn.stop()).toMatchObject({ status: 0 });
  });

  it('ends with 1 after a miss that is an error', async () => {
    const standIn = await replayed('--on-miss', 'error');
    expect((await complete(standIn.url, 2)).status).toBe(500);
    const { status, stdout } = await standIn.stop();
    expect(status).toBe(1);
    expect(stdout).toContain('path: asked "/me/tweets/2", recorded "/me/tweets/1"');
  });

  it('passes through what is missing, and says where it recorded it', async () => {
    const server = await startUpstream((_, response) => response.end('real'));
    onTestFinished(() => server.close());
    const missing = folder.path('missing.db');
    const standIn = await replayed(
      ...['--on-miss', 'passthrough', '--target', server.url, '--record-missing', missing],
    );
    expect(await (await complete(standIn.url, 1)).text()).toBe('recorded');
    expect(await (await complete(standIn.url, 2)).text()).toBe('real');
    const { status, stdout, stderr } = await standIn.stop();
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `understudy: recorded 1 passed-through exchange in ${missing}\n`,
    });
    expect(stdout).toContain('1 miss (1 passed through)');
    expect(stdout).toContain('POST /me/tweets/2 Complete (passed through)');
    expect(await understudy('verify', missing)).toMatchObject({ status: 0 });
  });

  it('takes how requests are matched from rules files', async () => {
    const rules = folder.path('desk.rules.json');
    writeFileSync(rules, '{"match":{"paths":["me/tweets/{id}"]}}');
    const standIn = await replayed('--rules', rules, '--strict');
    expect(await (await complete(standIn.url, 7)).text()).toBe('recorded');
    expect(await standIn.stop()).toMatchObject({ status: 0 });
  });

  it.each([
    [['--on-miss', 'passthrough'], /--on-miss passthrough asks a server; name it with --target$/u],
    [['--target', 'http://h'], /--target is for what is passed through;/u],
    [['--on-miss', 'shrug'], /--on-miss.*Allowed choices are 404, error, passthrough/u],
    [['--repeat', 'always'], /--repeat.*Allowed choices are last, miss/u],
  ])('ends with 2 and one line at %j', async (args, message) => {
    const ended = await understudy('replay', recorded(), '--listen', '127.0.0.1:0', ...args);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    const lines = ended.stderr.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
  });
});
