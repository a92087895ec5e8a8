import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type CookieJar, createCookieJar } from '../desktops/cookie-jar.js';
import { createHttpClient } from '../desktops/http-client.js';
import { startFayeStaging } from './faye-staging.js';
import { type Staging, type StagingOptions, startStaging } from './staging.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Message = Readonly<Record<string, unknown>>;

/** Somebody who speaks Bayeux by hand. */
interface Speaker {
  readonly jar: CookieJar;
  call(path: string, body: object): Promise<string>;
  /** The answers' text. */
  say(...messages: readonly Message[]): Promise<string>;
  get(path: string): Promise<string>;
}

async function start(server: typeof startStaging, options: StagingOptions = {}): Promise<Staging> {
  const staging = await server(options);
  open.push(staging.close);
  return staging;
}

async function speaker({ url }: Pick<Staging, 'url'>, user = 'a1'): Promise<Speaker> {
  const agent = new Agent({ keepAlive: true });
  open.push(() => agent.destroy());
  const jar = createCookieJar();
  const client = createHttpClient(url, jar, agent);
  const Authorization = `Basic ${Buffer.from(`${user}:secret-${user}`).toString('base64')}`;
  await client.request('GET', '/api/v2/me', { headers: { Authorization } });
  const post = async (path: string, body: unknown): Promise<string> =>
    (await client.request('POST', path, { body: JSON.stringify(body) })).body;
  return {
    jar,
    call: post,
    say: (...messages) => post('/api/v2/notifications', messages),
    get: async (path) => (await client.request('GET', path)).body,
  };
}

const hello = {
  channel: '/meta/handshake',
  version: '1.0',
  supportedConnectionTypes: ['long-polling', 'callback-polling', 'websocket'],
};

/** Shakes hands and subscribes to everything. */
async function join(desk: Speaker, ext?: object): Promise<string> {
  const [reply] = JSON.parse(await desk.say({ ...hello, id: '1', ...(ext && { ext }) }));
  const clientId: string = reply.clientId;
  await desk.say({ channel: '/meta/subscribe', id: '2', clientId, subscription: '/v2/me/*' });
  return clientId;
}

const connect = (clientId: string, rest: object = {}): Message => ({
  ...{ channel: '/meta/connect', id: '3', clientId, connectionType: 'long-polling' },
  ...rest,
});

const begin = { operationName: 'StartContactCenterSession' };
const atOnce = { advice: { timeout: 0 } };

it('sends again what was not acknowledged', async () => {
  const desk = await speaker(await start(startStaging, { ack: true }));
  const clientId = await join(desk, { ack: true });
  await desk.say(connect(clientId, { ...atOnce, ext: { ack: 0 } }));
  await desk.call('/api/v2/me', begin);
  const ext = { ack: 1 };
  const first = await desk.say(connect(clientId, { ext }));
  const again = await desk.say(connect(clientId, { ext }));
  const invitations = (text: string): readonly unknown[] =>
    JSON.parse(text).filter((each: Message) => each.channel === '/v2/me/tweets');
  expect(invitations(first).length).toBeGreaterThan(0);
  expect(invitations(again).slice(0, invitations(first).length)).toEqual(invitations(first));
  const acknowledged = await desk.say(connect(clientId, { ...atOnce, ext: { ack: 3 } }));
  expect(invitations(acknowledged)).toEqual([]);
});

it('says nothing of acknowledgements unless told to', async () => {
  const desk = await speaker(await start(startStaging));
  const [reply] = JSON.parse(await desk.say({ ...hello, ext: { ack: true } }));
  expect(reply.ext).toBeUndefined();
});

describe.each([
  ['cometd', startStaging, '402::session_unknown'],
  ['faye', startFayeStaging, expect.stringMatching(/^401:\w+:Unknown client$/)],
] as const)('staging on %s', (_name, server, unknownClient) => {
  it('forgets a session when it is told to, and answers what it holds', async () => {
    const staging = await start(server);
    const desk = await speaker(staging);
    const clientId = await join(desk);
    await desk.say(connect(clientId, atOnce));
    const held = desk.say(connect(clientId));
    staging.expire('a1');
    await held;
    const [reply] = JSON.parse(await desk.say(connect(clientId)));
    expect(reply).toMatchObject({
      successful: false,
      error: unknownClient,
      advice: { reconnect: 'handshake' },
    });
  });

  it('goes on when a desktop hangs up on a held connect', async () => {
    const staging = await start(server);
    const desk = await speaker(staging);
    const clientId = await join(desk);
    await desk.say(connect(clientId, atOnce));
    const headers = { Cookie: desk.jar.pairs().join('; '), 'Content-Type': 'application/json' };
    const held = request(`${staging.url}/api/v2/notifications`, { method: 'POST', headers });
    const gone = new Promise((resolve) => held.once('close', resolve));
    held.on('error', () => {}).end(JSON.stringify([connect(clientId)]));
    await once(held, 'finish');
    await desk.get('/api/v2/me');
    held.destroy();
    await gone;
    await desk.call('/api/v2/me', begin);
    await desk.get('/api/v2/me');
    const [reply] = JSON.parse(await desk.say({ ...connect(clientId, atOnce), id: '7' })).filter(
      ({ channel }: Message) => channel === '/meta/connect',
    );
    expect(reply).toMatchObject({ id: '7', successful: true });
  });

  it('forgets nobody else', async () => {
    const staging = await start(server);
    const desk = await speaker(staging, 'a2');
    const clientId = await join(desk);
    staging.expire('a1');
    staging.expire('nobody');
    const [reply] = JSON.parse(await desk.say(connect(clientId, atOnce)));
    expect(reply.successful).toBe(true);
  });

  it('lets desktops neither publish nor subscribe elsewhere', async () => {
    const desk = await speaker(await start(server));
    const clientId = await join(desk);
    const published = await desk.say({ channel: '/v2/me/tweets', clientId, id: '4', data: {} });
    expect(JSON.parse(published)).toContainEqual(expect.objectContaining({ successful: false }));
    const elsewhere = { channel: '/meta/subscribe', clientId, id: '5', subscription: '/**' };
    const [reply] = JSON.parse(await desk.say(elsewhere));
    expect(reply.successful).toBe(false);
  });

  it("takes no message with somebody else's clientId", async () => {
    const staging = await start(server);
    const clientId = await join(await speaker(staging, 'a1'));
    const [reply] = JSON.parse(await (await speaker(staging, 'a2')).say(connect(clientId)));
    expect(reply.successful).toBe(false);
  });
});

describe('staging on faye', () => {
  it('speaks callback-polling', async () => {
    const desk = await speaker(await start(startFayeStaging));
    const message = encodeURIComponent(JSON.stringify([{ ...hello, id: '1' }]));
    const text = await desk.get(`/api/v2/notifications?jsonp=take&message=${message}`);
    expect(text).toMatch(/^\/\*\*\/take\(\[\{.*"successful":true.*\}\]\);$/);
  });

  it('pushes over a websocket without answering the held connect', async () => {
    const { url } = await start(startFayeStaging);
    const desk = await speaker({ url });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v2/notifications`, {
      headers: { Cookie: desk.jar.pairs().join('; ') },
    });
    open.push(() => socket.terminate());
    const messages: Message[] = [];
    socket.on('message', (data) => messages.push(...JSON.parse(String(data))));
    const received = async (channel: string): Promise<Message> => {
      for (;;) {
        const message = messages.find((each) => each.channel === channel);
        if (message) return message;
        await once(socket, 'message');
      }
    };
    await once(socket, 'open');
    socket.send(JSON.stringify([{ ...hello, id: '1' }]));
    const clientId = String((await received('/meta/handshake')).clientId);
    socket.send(JSON.stringify([connect(clientId)]));
    const subscribe = { channel: '/meta/subscribe', id: '4', clientId, subscription: '/v2/me/*' };
    socket.send(JSON.stringify([subscribe]));
    await received('/meta/subscribe');
    await desk.call('/api/v2/me', begin);
    expect(await received('/v2/me/tweets')).toMatchObject({
      data: { twitter: { state: 'Invited' } },
    });
    expect(messages.some(({ channel }) => channel === '/meta/connect')).toBe(false);
  });

  it('opens no websocket to who has not logged in', async () => {
    const { url } = await start(startFayeStaging);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v2/notifications`);
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  });

  it('closes with websockets open', async () => {
    const staging = await start(startFayeStaging);
    const desk = await speaker(staging);
    const socket = new WebSocket(`${staging.url.replace('http', 'ws')}/api/v2/notifications`, {
      headers: { Cookie: desk.jar.pairs().join('; ') },
    });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await staging.close();
    await closed;
  });
});
