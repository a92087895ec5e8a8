import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { replay } from '../../src/index.js';
import { createDesktop } from '../desktops/desktop.js';

const root = path.resolve(import.meta.dirname, '../..');
const recording = path.join(root, 'recordings/complete-tweet.db');
const tweet = '/api/v2/me/tweets/01QQQG2MU214P05K';
const ends: (() => void)[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const each of ends.splice(0)) each();
});

/** What the reader has of his own: an application with the official client. */
async function startApp(url: string) {
  const desktop = createDesktop({ url, user: 'a1', client: 'cometd9' });
  ends.push(() => desktop.close());
  const basic = Buffer.from('a1:secret').toString('base64');
  await desktop.request('GET', '/api/v2/me?subresources=*', {
    headers: { Authorization: `Basic ${basic}` },
  });
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  const operate = (body: string) => desktop.request('POST', tweet, { body });
  return {
    accept: () => operate('{"operationName":"Accept"}'),
    reject: () => operate('{"operationName":"Reject"}'),
  };
}

it('waits for what docs/replay-in-tests.md waits for', async () => {
  // #region
  await using standIn = await replay(recording);
  const app = await startApp(standIn.url);

  await app.accept();
  const call = await standIn.waitFor({ call: { operation: 'Accept', user: 'a1' } });
  await standIn.waitFor({
    notification: { messageType: 'TwitterStateChangeMessage', referenceId: 12, user: 'a1' },
  });

  expect(call.status).toBe(200);
  expect(call.notifications.map(({ state }) => state)).toEqual(['sent']);
  expect(standIn.misses).toEqual([]);
  // #endregion
});

it('moves time as docs/replay-in-tests.md does', async () => {
  // #region
  await using standIn = await replay(recording, { timing: 'manual' });
  const app = await standIn.flush(startApp(standIn.url));

  const accepting = app.accept();
  const call = await standIn.waitFor({ call: { operation: 'Accept' } });
  expect(call.status).toBeNull();

  await standIn.advance(1000);
  await accepting;
  expect(call.status).toBe(200);
  // #endregion
});

it('installs fake timers as docs/replay-in-tests.md does', async () => {
  // #region
  await using standIn = await replay(recording, { timing: 'recorded' });
  const app = await startApp(standIn.url);
  vi.useFakeTimers();

  const accepting = app.accept();
  await standIn.waitFor({ call: { operation: 'Accept' } });
  vi.advanceTimersByTime(1000);
  expect((await accepting).status).toBe(200);
  // #endregion
});

it('pushes and begins anew as docs/replay-in-tests.md does', async () => {
  // #region
  await using standIn = await replay(recording);
  await startApp(standIn.url);

  const desktops = standIn.push(
    { channel: '/v2/me/tweets', data: { messageType: 'ErrorMessage' } },
    { user: 'a1' },
  );
  expect(desktops).toBe(1);
  await standIn.waitFor({ notification: { messageType: 'ErrorMessage' } });
  standIn.push({ channel: '/v2/me/tweets', data: { json: '{"id":9007199254740993}' } });

  await standIn.reset();
  expect(standIn.calls).toEqual([]);
  // #endregion
});

it('fails as docs/replay-in-tests.md shows', async () => {
  await using standIn = await replay(recording);
  const app = await startApp(standIn.url);
  await app.reject();
  const error = await standIn
    .waitFor({ call: { operation: 'Accept' } }, { timeout: 0 })
    .catch((each: unknown) => String(each).replace('in 0 ms', 'in 5000 ms'));
  expect(documented()).toContain(`    ${String(error).replaceAll('\n', '\n    ')}\n`);
});

it('has each example of docs/replay-in-tests.md in this file', () => {
  const here = readFileSync(import.meta.filename, 'utf8');
  const regions = [...here.matchAll(/^ *\/\/ #region\n(.*?)^ *\/\/ #endregion$/gmsu)].map(
    ([, text = '']) =>
      text
        .replace(/^ {2}/gmu, '')
        .replace('replay(recording', "replay('recordings/complete-tweet.db'"),
  );
  const examples = [...documented().matchAll(/```ts\n(.*?)```/gsu)].map(([, text]) => text);
  expect(examples).toEqual(regions);
});

function documented(): string {
  return readFileSync(path.join(root, 'docs/replay-in-tests.md'), 'utf8');
}
