import { once } from 'node:events';
import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { replay } from '../../src/replay/replay.js';
import type { ReplayOptions } from '../../src/replay/replay-options.js';
import type { StandIn } from '../../src/replay/stand-in.js';
import type { ClientTransport, ClientVersion } from '../desktops/bayeux-client.js';
import { createDesktop, type Desktop } from '../desktops/desktop.js';
import { notifications } from '../desktops/transcript.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, workday } from './agent-recording.js';
import { states } from './play.js';

const folder = temporaryFolder();
const standIns: StandIn[] = [];
const sockets: WebSocket[] = [];

async function standInFor(
  build: (b: RecordingBuilder) => void,
  options: ReplayOptions = {},
): Promise<StandIn> {
  const file = folder.path(`recording-${folder.files().length}.db`);
  buildRecording(file, build);
  const standIn = await replay(file, { listen: { host: '127.0.0.1', port: 0 }, ...options });
  standIns.push(standIn);
  return standIn;
}

afterEach(async () => {
  for (const each of sockets.splice(0)) each.terminate();
  for (const each of standIns.splice(0)) await each.close();
});

const longPolling = (b: RecordingBuilder): void => workday(recordedAgent(b, 'a1'));
const websocket = (b: RecordingBuilder): void =>
  workday(recordedAgent(b, 'a1', { websocket: true }));

const basicOf = (user: string): string =>
  `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`;

/** The workday, performed with a real client. */
async function work(desktop: Desktop): Promise<void> {
  const post = (path: string, body: object): Promise<unknown> =>
    desktop.request('POST', path, { body: JSON.stringify(body) });
  const until = (state: string): Promise<void> =>
    desktop.until(state, (sights) =>
      sights.some((each) => each.kind === 'notification' && each.data.includes(`"${state}"`)),
    );
  await desktop.request('GET', '/api/v2/me', { headers: { Authorization: basicOf(desktop.user) } });
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  await post('/api/v2/me', { operationName: 'StartContactCenterSession' });
  await until('Invited');
  await post('/api/v2/me/tweets/T1', { operationName: 'Accept' });
  await until('Processing');
  await post('/api/v2/me/tweets/T1', { operationName: 'Complete', queuePath: '/contacts/1' });
  await until('Completed');
  await desktop.disconnect();
}

/** A websocket to a stand-in, spoken to by hand. */
async function rawSocket(standIn: StandIn, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${standIn.url.replace('http', 'ws')}/api/v2/notifications`, {
    headers,
  });
  sockets.push(socket);
  const frames: string[] = [];
  let arrived = (): void => {};
  socket.on('message', (data) => {
    frames.push(String(data));
    arrived();
  });
  await once(socket, 'open');
  const take = async (): Promise<Record<string, unknown>[]> => {
    while (frames.length === 0) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
    return JSON.parse(frames.shift() ?? '') as never;
  };
  return {
    socket,
    take,
    say: (...messages: readonly object[]) => socket.send(JSON.stringify(messages)),
    async ask(...messages: readonly object[]): Promise<Record<string, unknown>[]> {
      socket.send(JSON.stringify(messages));
      return await take();
    },
  };
}

async function start(standIn: StandIn, cookie: string): Promise<void> {
  const answer = await fetch(`${standIn.url}/api/v2/me`, {
    method: 'POST',
    headers: { Cookie: cookie },
    body: '{"operationName":"StartContactCenterSession"}',
  });
  expect(await answer.text()).toBe('{"statusCode":0}');
}

async function logIn(standIn: StandIn): Promise<string> {
  const answer = await fetch(`${standIn.url}/api/v2/me`, {
    headers: { Authorization: basicOf('a1') },
  });
  return answer.headers.get('set-cookie')?.replace(/;.*$/, '') ?? '';
}

const shake = { id: '1', channel: '/meta/handshake', version: '1.0' };

describe('a stand-in', () => {
  const clients: readonly (readonly [ClientVersion, ClientTransport])[] = [
    ['cometd9', 'long-polling'],
    ['cometd9', 'websocket'],
    ['cometd9', 'callback-polling'],
    ['cometd3', 'websocket'],
    ['faye', 'websocket'],
    ['faye', 'long-polling'],
  ];
  const recordings = [
    ['long-polling', longPolling],
    ['websocket', websocket],
  ] as const;

  it.each(
    recordings.flatMap(([name, build]) => clients.map((each) => [name, ...each, build] as const)),
  )('plays what was recorded on %s to %s over %s', async (_name, client, transport, build) => {
    const standIn = await standInFor(build);
    const desktop = createDesktop({ url: standIn.url, user: 'a1', client, transport });
    await work(desktop).finally(() => desktop.close());
    const seen = notifications(desktop.transcript()).map(({ data }) => data);
    expect(states(seen)).toEqual(['Invited', 'Processing', 'Completed']);
    expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
  });

  it('pushes events on a websocket without answering the held connect', async () => {
    const standIn = await standInFor(longPolling);
    const cookie = await logIn(standIn);
    const { ask, say, take, socket } = await rawSocket(standIn, { Cookie: cookie });
    const [shaken] = await ask(shake);
    const clientId = shaken?.clientId;
    expect(await ask({ id: '2', channel: '/meta/connect', clientId })).toMatchObject([{ id: '2' }]);
    say({ id: '3', channel: '/meta/connect', clientId });
    await ask({ id: '4', channel: '/meta/subscribe', clientId, subscription: '/v2/me/*' });
    await start(standIn, cookie);
    const [event, ...others] = await take();
    expect(states([JSON.stringify(event)])).toEqual(['Invited']);
    expect(others).toEqual([]);
    const disconnected = await ask({ id: '5', channel: '/meta/disconnect', clientId });
    expect([...disconnected, ...(await take())].map(({ id }) => id).toSorted()).toEqual(['3', '5']);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('answers the connects that it holds on websockets when it closes', async () => {
    const standIn = await standInFor(longPolling);
    const { ask, say, take, socket } = await rawSocket(standIn, { Cookie: await logIn(standIn) });
    const [shaken] = await ask(shake);
    const connect = { channel: '/meta/connect', clientId: shaken?.clientId };
    await ask({ ...connect, id: '2' });
    say({ ...connect, id: '3' });
    // Answered in order, so the connect has come before it.
    await ask();
    const closed = once(socket, 'close');
    await standIn.close();
    expect(await take()).toMatchObject([{ id: '3', successful: true }]);
    expect((await closed)[0]).toBe(1001);
  });

  it('closes in spite of a desktop that does not read its websocket', async () => {
    const standIn = await standInFor(longPolling);
    const { socket } = await rawSocket(standIn);
    socket.pause();
    await standIn.close();
    socket.terminate();
  });

  it('goes on with a client over another websocket, and over another transport', async () => {
    const standIn = await standInFor(longPolling);
    const cookie = await logIn(standIn);
    const one = await rawSocket(standIn, { Cookie: cookie });
    const [shaken] = await one.ask(shake);
    const clientId = shaken?.clientId;
    await one.ask({ id: '2', channel: '/meta/subscribe', clientId, subscription: '/v2/me/*' });
    one.socket.close();
    await once(one.socket, 'close');
    await start(standIn, cookie);
    const other = await rawSocket(standIn, { Cookie: cookie });
    const got = await other.ask({ id: '3', channel: '/meta/connect', clientId });
    expect(got).toMatchObject([{ channel: '/v2/me/tweets' }, { id: '3', successful: true }]);
    const polled = await fetch(`${standIn.url}/api/v2/notifications/connect`, {
      method: 'POST',
      headers: { Cookie: cookie },
      body: JSON.stringify([
        { id: '4', channel: '/meta/connect', clientId, advice: { timeout: 0 } },
      ]),
    });
    expect(await polled.json()).toMatchObject([{ id: '4', successful: true }]);
  });

  it('answers the empty batches by which a client sees that its websocket is alive', async () => {
    const standIn = await standInFor(longPolling);
    const { ask } = await rawSocket(standIn);
    expect(await ask()).toEqual([]);
  });

  it.each([
    ['no JSON', '[{', 1007],
    ['no Bayeux', '{"a":1}', 1007],
    ['a binary message', Buffer.from('[]'), 1007],
    ['too long a message', 'x'.repeat(1024 * 1024 + 1), 1009],
  ])('ends a websocket on which comes %s', async (_name, data, code) => {
    const standIn = await standInFor(longPolling);
    const { socket } = await rawSocket(standIn);
    socket.send(data);
    const [closedWith] = await once(socket, 'close');
    expect(closedWith).toBe(code);
  });

  it('refuses a websocket without credentials as the recorded server did', async () => {
    const standIn = await standInFor((b) => {
      longPolling(b);
      b.exchange({
        method: 'GET',
        path: '/api/v2/notifications',
        kind: 'websocket',
        status: 403,
        reason: 'Forbidden',
        responseBody: 'no cookie',
      });
    });
    const refused = new WebSocket(`${standIn.url.replace('http', 'ws')}/api/v2/notifications`);
    const [, response] = await once(refused, 'unexpected-response');
    expect([response.statusCode, await textOf(response)]).toEqual([403, 'no cookie']);
    const cookie = await logIn(standIn);
    const { ask } = await rawSocket(standIn, { Cookie: cookie });
    expect(await ask(shake)).toMatchObject([{ successful: true }]);
  });

  it('answers who wants to upgrade where no Bayeux was, or to something else, as anyone else', async () => {
    const standIn = await standInFor(longPolling);
    const ask = async (path: string, upgrade: string, body: string): Promise<[number, string]> => {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: upgrade,
        Authorization: basicOf('a1'),
        ...(body === '' ? {} : { 'Content-Length': body.length }),
      };
      const method = body === '' ? 'GET' : 'POST';
      const sent = request(`${standIn.url}${path}`, { method, headers, agent: false });
      sent.flushHeaders();
      if (body !== '') setImmediate(() => sent.end(body));
      else sent.end();
      const [response] = await once(sent, 'response');
      return [response.statusCode, await textOf(response)];
    };
    const [status] = await ask('/elsewhere', 'websocket', '');
    expect(status).toBe(404);
    const start = '{"operationName":"StartContactCenterSession"}';
    expect(await ask('/api/v2/me', 'h2c', start)).toEqual([200, '{"statusCode":0}']);
  });

  it('calls the function that callback-polling names, and no other', async () => {
    const standIn = await standInFor(longPolling);
    const cookie = await logIn(standIn);
    const poll = async (callback: string): Promise<[number, string | null, string]> => {
      const query = new URLSearchParams({ jsonp: callback, message: JSON.stringify([shake]) });
      const url = `${standIn.url}/api/v2/notifications?${query}`;
      const answer = await fetch(url, { headers: { Cookie: cookie } });
      return [answer.status, answer.headers.get('content-type'), await answer.text()];
    };
    const [status, type, script] = await poll('a.b');
    expect([status, type]).toEqual([200, 'text/javascript;charset=UTF-8']);
    expect(script).toMatch(/^\/\*\*\/a\.b\(\[\{.*"successful":true.*\}\]\);$/);
    expect((await poll('alert(1)//'))[0]).toBe(400);
  });

  it('takes messages from a form', async () => {
    const standIn = await standInFor(longPolling);
    const answer = await fetch(`${standIn.url}/api/v2/notifications`, {
      method: 'POST',
      headers: { Authorization: basicOf('a1') },
      body: new URLSearchParams({ message: JSON.stringify(shake) }),
    });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject([{ id: '1', successful: true }]);
  });
});
