import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { InspectorHead } from '../../src/ui/protocol/recording-head.js';
import { askFor, startObedientServer } from '../capture/obedient-server.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { PageClient } from '../ui/server/page-client.js';
import { serve, understudy } from './command.js';
import { startRecorderTalk } from './recorder-talk.js';

const folder = temporaryFolder();

/** An address that is taken. */
async function takenAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('understudy ui', () => {
  it('prints a link that lets a browser in, and ends with pages open', async () => {
    const serving = await serve('ui', 'recordings/two-tabs.db', '--listen', '127.0.0.1:0');
    expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/u);
    const client = await PageClient.enter(serving.url);
    const head = await client.json<InspectorHead>('/api/inspector');
    expect(head).toMatchObject({ recordings: [{ name: 'two-tabs.db' }], writable: false });
    const page = client.follow();
    await page.last('caught-up');
    expect(await serving.stop()).toMatchObject({ status: 0, stderr: '' });
  });

  it('says in one line what is wrong', async () => {
    const one = 'recordings/two-tabs.db';
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [[], 2, /missing required argument 'file'/u],
      [[one, one, one], 2, /shows one recording, or compares two; 3 are too many/u],
      [[one, '--write', 'rules.json'], 2, /name two recordings/u],
      [[one, '--listen', 'nowhere'], 2, /is no address to listen on/u],
      [['absent.db'], 3, /absent\.db does not exist/u],
      [['package.json'], 3, /is no recording/u],
      [[one, '--listen', await takenAddress()], 4, /can't listen on .*--listen/u],
    ];
    for (const [args, status, words] of cases) {
      const ended = await understudy('ui', ...args);
      expect([args, ended.status, ended.stdout]).toEqual([args, status, '']);
      expect(ended.stderr).toMatch(/^understudy: [^\n]+\n$/u);
      expect(ended.stderr).toMatch(words);
    }
  });
});

describe('record --ui', () => {
  it('shows what passes while it passes, and leaves one file', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const talk = startRecorderTalk(['--target', server.url, '--output', file, '--json', '--ui']);
    const { url } = (await talk.event('listening')) as { url: string };
    const inspector = (await talk.event('inspector')) as { url: string };
    const page = (await PageClient.enter(inspector.url)).follow();
    await page.last('caught-up');
    await askFor(`${url}/here`, { body: '{"from":"the server"}' });
    await page.find(({ path, end }) => path?.startsWith('/here') === true && end !== null);
    expect(await talk.stop()).toBe(0);
    expect(page.head?.endedAt).not.toBeNull();
    expect(folder.files()).toEqual(['a.db']);
  });

  it('leaves one file, and shows its end, where it is closed through the guarded door', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const talk = startRecorderTalk([
      ...['--target', server.url, '--output', file, '--json', '--ui', '--admin', '127.0.0.1:0'],
    ]);
    const { url } = (await talk.event('listening')) as { url: string };
    const admin = (await talk.event('admin')) as { url: string; token: string };
    const inspector = (await talk.event('inspector')) as { url: string };
    const page = (await PageClient.enter(inspector.url)).follow();
    await page.last('caught-up');
    await askFor(`${url}/here`, { body: '{"from":"the server"}' });
    await page.find(({ path, end }) => path?.startsWith('/here') === true && end !== null);
    const closed = await fetch(`${admin.url}/v1/recorder/close`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${admin.token}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(closed.status).toBe(200);
    // The page was told before whoever asked.
    expect(page.head?.endedAt).not.toBeNull();
    expect(folder.files()).toEqual(['a.db']);
    expect(await talk.ended).toBe(0);
  });

  it('prints the link on standard error', async () => {
    const server = await startObedientServer();
    const talk = startRecorderTalk([
      ...['--target', server.url, '--output', folder.path('a.db'), '--ui', '127.0.0.1:0'],
    ]);
    const line = await talk.line(/^inspector on http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/u);
    expect(talk.stderr).toContain(line);
    expect(await talk.stop()).toBe(0);
  });

  it('does not start if its address is taken, and leaves no file', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const { status, stderr } = await understudy(
      ...['record', '--target', server.url, '--output', file, '--listen', '127.0.0.1:0'],
      ...['--ui', await takenAddress()],
    );
    expect([status, existsSync(file)]).toEqual([4, false]);
    expect(stderr).toMatch(/^understudy: can't listen on [^\n]*--ui[^\n]*\n$/u);
  });

  it('ends the inspector where the recorder does not start', async () => {
    const { status } = await understudy(
      ...['record', '--target', `http://${await takenAddress()}`, '--ui', '--output'],
      ...[folder.path('a.db'), '--listen', await takenAddress()],
    );
    expect([status, folder.files()]).toEqual([4, []]);
  });
});

describe('replay --ui', () => {
  it('shows what desktops ask while they ask it', async () => {
    const one = 'recordings/two-tabs.db';
    const serving = await serve('replay', one, '--listen', '127.0.0.1:0', '--ui', '127.0.0.1:0');
    await fetch(`${serving.url}/nowhere`);
    const { status, stderr } = await serving.stop();
    expect(status).toBe(0);
    expect(stderr).toMatch(/^inspector on http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/mu);
  });

  it('does not start if its address is taken', async () => {
    const taken = await takenAddress();
    const { status, stderr } = await understudy(
      ...['replay', 'recordings/two-tabs.db', '--listen', '127.0.0.1:0', '--ui', taken],
    );
    expect(status).toBe(4);
    expect(stderr).toMatch(/^understudy: can't listen on [^\n]*--ui[^\n]*\n$/u);
  });
});
