import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { KeepOptions } from '../../../src/capture/keep/keep.js';
import { type RecordingProxy, record } from '../../../src/capture/record.js';
import { UsageError } from '../../../src/errors.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import { verifyRecording } from '../../../src/recording/verify.js';
import { replay } from '../../../src/replay/replay.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { askFor, startObedientServer } from '../obedient-server.js';

const folder = temporaryFolder();
let files = 0;
const listen = { host: '127.0.0.1', port: 0 };

async function recorder(keep: KeepOptions, target?: string): Promise<RecordingProxy> {
  const url = target ?? (await startObedientServer()).url;
  const output = folder.path(`${files++}.db`);
  const proxy = await record({ target: url, listen, output, ...keep });
  onTestFinished(async () => void (await proxy.close()));
  return proxy;
}

/** A call of one desktop, and its answer. */
async function call(
  proxy: RecordingProxy,
  operation: string,
  resource: string,
  answer = '{"statusCode":0}',
  cookie = 'JSESSIONID=a',
): Promise<void> {
  await askFor(`${proxy.url}/api/v2/me/${resource}`, {
    method: 'POST',
    headers: { Cookie: cookie },
    body: JSON.stringify({ operationName: operation }),
    answer: { body: answer },
  });
}

/** A poll of that desktop which brings a notification. */
async function notified(proxy: RecordingProxy, data: object, path = '/cometd'): Promise<void> {
  const event = {
    channel: '/v2/me/chats',
    data: { messageType: 'ChatStateChangeMessage', ...data },
  };
  await askFor(`${proxy.url}${path}`, {
    method: 'POST',
    headers: { Cookie: 'JSESSIONID=a' },
    body: '[{"channel":"/meta/connect","clientId":"c","id":"1"}]',
    answer: {
      body: JSON.stringify([event, { channel: '/meta/connect', successful: true, id: '1' }]),
    },
  });
}

const about = (id: string, state: string) => ({ chat: { id, state } });

describe('--exclude', () => {
  it('leaves no trace of an exchange in the recording, and counts it', async () => {
    const proxy = await recorder({ exclude: ['/static', '**/*.png'] });
    expect(await askFor(`${proxy.url}/static/app.js?v=1`, { answer: { body: 'code' } })).toEqual({
      status: 200,
      body: 'code',
    });
    await askFor(`${proxy.url}/images/a.png`);
    await askFor(`${proxy.url}/statics`);
    const summary = await proxy.close();
    expect(summary).toMatchObject({ exchanges: 1, excluded: 2, sessions: 0 });
    using recording = openRecording(proxy.file);
    expect([...recording.exchanges()].map(({ path }) => path)).toEqual(['/statics']);
    expect(recording.info).toMatchObject({ only: [], exclude: ['/static', '**/*.png'] });
    expect(verifyRecording(proxy.file)).toMatchObject({ whole: true });
  });

  it('leaves out what Bayeux passes on such a path', async () => {
    const proxy = await recorder({ exclude: ['/cometd/*'] });
    await notified(proxy, about('1', 'Chat'), '/cometd/connect');
    expect(await proxy.close()).toMatchObject({ notifications: 0, excluded: 1 });
  });

  it('leaves out websockets, which go on as they are', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    server.on('connection', (socket) => {
      socket.on('message', (data) => socket.send(`[{"channel":"/a","data":"${String(data)}"}]`));
    });
    const { port } = server.address() as AddressInfo;
    const proxy = await recorder({ exclude: ['/feed'] }, `http://127.0.0.1:${port}`);
    const socket = new WebSocket(`${proxy.url.replace('http', 'ws')}/feed`);
    await once(socket, 'open');
    socket.send('hello');
    const [said] = (await once(socket, 'message')) as [Buffer];
    expect(String(said)).toBe('[{"channel":"/a","data":"hello"}]');
    expect(proxy.status()).toMatchObject({ desktops: 1, websockets: 1 });
    socket.close();
    await once(socket, 'close');
    expect(await proxy.close()).toMatchObject({ excluded: 1, exchanges: 0, framesNotKept: 0 });
  });

  it('is refused before anything starts if a pattern fits nothing', async () => {
    await expect(recorder({ exclude: ['static'] })).rejects.toThrow(UsageError);
  });
});

describe('--only', () => {
  it('records of the calls those that are named, and everything that is no call', async () => {
    const proxy = await recorder({ only: ['Complete'] });
    await askFor(`${proxy.url}/api/v2/me`, { headers: { Cookie: 'JSESSIONID=a' } });
    await call(proxy, 'Accept', 'chats/1');
    await call(proxy, 'Complete', 'chats/1');
    await askFor(`${proxy.url}/upload`, { method: 'PUT', body: 'no operation' });
    await notified(proxy, about('1', 'Completed'));
    const summary = await proxy.close();
    expect(summary).toMatchObject({
      exchanges: 3,
      calls: 1,
      notNamed: 2,
      notifications: 1,
      correlated: 1,
      operations: [{ operation: 'Complete', calls: 1, answered: 1 }],
    });
    using recording = openRecording(proxy.file);
    const rows = [...recording.exchanges()];
    expect(rows.map(({ kind, operation }) => [kind, operation])).toEqual([
      ['safe', null],
      ['call', 'Complete'],
      ['bayeux', null],
    ]);
    expect(recording.links()).toMatchObject([{ call: rows[1]?.id }]);
    expect(recording.info).toMatchObject({ only: ['Complete'], exclude: [] });
    expect(verifyRecording(proxy.file)).toMatchObject({ whole: true, openExchanges: 0 });
  });

  it('links a notification of a call that is left out with no other call', async () => {
    // Nobody has told the rules where these operations lead, so each fits each state.
    const scene = async (keep: KeepOptions) => {
      const proxy = await recorder(keep);
      await call(proxy, 'Wave', 'chats/1');
      await call(proxy, 'Shout', 'chats/1');
      await notified(proxy, about('1', 'Noisy'));
      const summary = await proxy.close();
      using recording = openRecording(proxy.file);
      return { summary, links: recording.links(), rows: [...recording.exchanges()] };
    };
    const all = await scene({});
    expect(all.links).toMatchObject([{ call: all.rows[1]?.id }]);
    const some = await scene({ only: ['Wave'] });
    expect(some.links).toEqual([]);
    expect(some.summary).toMatchObject({
      calls: 1,
      notNamed: 1,
      notifications: 1,
      correlated: 0,
      answersNotNamed: 1,
      unsolicited: [],
    });
  });

  it('keeps one session where a call that is left out changes its cookie', async () => {
    const proxy = await recorder({ only: ['Complete'] });
    await askFor(`${proxy.url}/api/v2/me`, { headers: { Cookie: 'JSESSIONID=a' } });
    await askFor(`${proxy.url}/api/v2/me`, {
      method: 'POST',
      headers: { Cookie: 'JSESSIONID=a' },
      body: '{"operationName":"StartContactCenterSession"}',
      answer: { headers: { 'Set-Cookie': 'JSESSIONID=b' } },
    });
    await call(proxy, 'Complete', 'chats/1', '{"statusCode":0}', 'JSESSIONID=b');
    expect(await proxy.close()).toMatchObject({ sessions: 1 });
    using recording = openRecording(proxy.file);
    expect([...recording.exchanges()].map(({ session }) => session)).toEqual([1, 1]);
  });

  it('writes no session of which all is left out', async () => {
    const proxy = await recorder({ only: ['Complete'] });
    await call(proxy, 'Accept', 'chats/1', '{"statusCode":0}', 'JSESSIONID=stranger');
    await call(proxy, 'Complete', 'chats/2', '{"statusCode":0}', 'JSESSIONID=known');
    expect(await proxy.close()).toMatchObject({ sessions: 1 });
    using recording = openRecording(proxy.file);
    expect(recording.sessions()).toMatchObject([{ id: 2 }]);
    expect(verifyRecording(proxy.file)).toMatchObject({ whole: true });
  });

  it('leaves a recording that can be replayed', async () => {
    const proxy = await recorder({ only: ['Complete'], exclude: ['/static'] });
    await askFor(`${proxy.url}/static/a.js`);
    await call(proxy, 'Accept', 'chats/1');
    await call(proxy, 'Complete', 'chats/1', '{"statusCode":0,"referenceId":7}');
    await proxy.close();
    await using standIn = await replay(proxy.file, { listen });
    const ask = (operation: string) =>
      askFor(`${standIn.url}/api/v2/me/chats/1`, {
        method: 'POST',
        headers: { Cookie: 'JSESSIONID=x' },
        body: JSON.stringify({ operationName: operation }),
      });
    expect(await ask('Complete')).toMatchObject({ body: '{"statusCode":0,"referenceId":7}' });
    expect(await ask('Accept')).toMatchObject({ status: 404 });
  });
});
