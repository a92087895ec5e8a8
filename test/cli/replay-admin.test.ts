import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Asking, askDoor } from '../admin/api-book.js';
import { understudy } from '../e2e/command.js';
import { type RecorderTalk, startTalk } from '../e2e/recorder-talk.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const tweet = path.join(import.meta.dirname, '../../recordings/complete-tweet.db');
const folder = temporaryFolder();
const replayTweet = ['replay', tweet, '--admin', '127.0.0.1:0'];

async function guarded(...flags: string[]): Promise<[RecorderTalk, Asking, string]> {
  const talk = startTalk([...replayTweet, '--json', ...flags]);
  const { url } = (await talk.event('listening')) as { url: string };
  return [talk, (await talk.event('admin')) as unknown as Asking, url];
}

describe('replay --admin', () => {
  it('prints where its door is, and a token that it made, on standard error', async () => {
    const talk = startTalk(replayTweet);
    const said = await talk.line(/^admin on /u);
    const [, url = '', token = ''] = /^admin on (\S+), token ([\w-]{43})$/u.exec(said) ?? [];
    expect(await askDoor({ url, token }, 'GET', '/v1/status')).toMatchObject({ status: 200 });
    expect(await talk.stop()).toBe(0);
    expect(talk.stdout.join()).not.toContain(token);
    expect(talk.stderr).toContain(said);
  });

  it('takes a token from the environment, and does not print it', async () => {
    const talk = startTalk([...replayTweet, '--json'], { UNDERSTUDY_ADMIN_TOKEN: 'chosen' });
    const { url, token } = await talk.event('admin');
    expect(token).toBeUndefined();
    const door = { url: String(url), token: 'chosen' };
    expect(await askDoor(door, 'GET', '/v1/status')).toMatchObject({ status: 200 });
    expect(await talk.stop()).toBe(0);
  });

  it('is not reached through the port of the desktops', async () => {
    const [talk, { token }, url] = await guarded();
    const answer = await askDoor({ url, token }, 'GET', '/v1/status');
    expect([answer.status, answer.headers['understudy-miss']]).toEqual([404, '1']);
    expect(await talk.stop()).toBe(0);
  });

  it('ends through its door as by Ctrl-C, with the same report and status', async () => {
    const report = folder.path('report.json');
    const [talk, door, url] = await guarded('--strict', '--report', report);
    await fetch(`${url}/api/v2/nowhere`, {
      method: 'POST',
      headers: { Authorization: 'Basic YTE6YQ==' },
    });
    const { status, json } = await askDoor(door, 'POST', '/v1/close', { body: {} });
    expect([status, json.misses.length]).toEqual([200, 1]);
    expect(await talk.ended).toBe(1);
    expect(await talk.event('summary')).toEqual({ event: 'summary', ...json });
    expect(folder.files()).toEqual(['report.json']);
  });

  it('ends waits when it is ended by a signal', async () => {
    const [talk, door] = await guarded();
    const waits = Array.from({ length: 5 }, () =>
      askDoor(door, 'POST', '/v1/wait/call', { body: { timeout: 300_000 } }).catch(() => null),
    );
    expect(await talk.stop()).toBe(0);
    // One that has not come in yet when the door closes is cut off.
    for (const each of await Promise.all(waits)) {
      if (each !== null) expect(each).toMatchObject({ status: 409, json: { error: 'closed' } });
    }
  });

  it('is needed to move time by hand', async () => {
    const ended = await understudy('replay', tweet, '--timing', 'manual');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toBe(
      'understudy: --timing manual needs --admin, through which a program moves time on; without it only the library can\n',
    );
  });

  it('ends with 4 and writes no report if its address is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    onTestFinished(() => void holder.close());
    const taken = `127.0.0.1:${(holder.address() as AddressInfo).port}`;
    const ended = await understudy(
      ...['replay', tweet, '--listen', '127.0.0.1:0', '--admin', taken],
      ...['--report', folder.path('report.json')],
    );
    expect(ended).toEqual({
      status: 4,
      stdout: '',
      stderr: `understudy: can't listen on ${taken} (EADDRINUSE); choose another address with --admin, or port 0 for a free one\n`,
    });
    expect(folder.files()).toEqual([]);
  });
});
