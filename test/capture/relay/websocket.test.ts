import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import util from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { stage } from './stage.js';

// http-proxy would take it when it is loaded, and Node 22 warn when it is called.
const old = util as unknown as { _extend: typeof Object.assign };
const deprecated = vi.spyOn(old, '_extend');

/** A websocket server that echoes, and keeps the requests it saw. */
async function echoServer(): Promise<{ target: URL; http: Server; wss: WebSocketServer }> {
  const http = createServer((_request, response) => response.end('plain'));
  const wss = new WebSocketServer({ server: http });
  wss.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(async () => {
    for (const client of wss.clients) client.terminate();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  return { target: new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}`), http, wss };
}

const upgrade =
  'GET //notifications?a=%41 HTTP/1.1\r\nHost: desktop.test\r\nX-Twice: 1\r\nX-Twice: 2\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

it('relays frames both ways and the close', async () => {
  const { target, wss } = await echoServer();
  const { relay, log } = await stage({ target });
  const client = new WebSocket(relay.url.replace('http', 'ws'), { rejectUnauthorized: false });
  await once(client, 'open');
  client.send('hello');
  expect(String((await once(client, 'message'))[0])).toBe('hello');
  const large = Buffer.alloc(300_000, 'x');
  client.send(large);
  expect(large.equals((await once(client, 'message'))[0])).toBe(true);
  const [peer] = wss.clients;
  const left = once(peer as WebSocket, 'close');
  client.close(4001, 'bye');
  const [code, reason] = await once(client, 'close');
  expect([code, String(reason)]).toEqual([4001, 'bye']);
  const exchange = await log.ended();
  expect(exchange).toMatchObject({ outcome: 'complete', answer: { status: 101 } });
  expect(exchange.requestTrailers).toEqual([]);
  expect(exchange.open).toBe(true);
  expect(exchange.messages.map(({ direction, text }) => [direction, text])).toEqual([
    ['to-server', 'hello'],
    ['to-desktop', 'hello'],
    ['to-server', null],
    ['to-desktop', null],
  ]);
  await left;
});

it('passes header names, repeats, the path and frames that came early as they came', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(`${upgrade}early`);
  const peer = await server.peer();
  const [head, rest] = (await peer.endingWith('\r\n\r\n')).split('\r\n\r\n');
  expect(rest).toBe('');
  expect(`${head}\r\n\r\n`).toBe(upgrade.replace('desktop.test', server.url.host));
  peer.send(
    'HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSet-Cookie: a=b; Domain=127.0.0.1\r\nSet-Cookie: c=d\r\n\r\nfirst',
  );
  expect(await client.endingWith('first')).toBe(
    'HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n\r\nfirst',
  );
  await peer.endingWith('early');
  expect(log.exchanges[0]?.answer).toMatchObject({
    reason: 'Yes',
    headers: [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Set-Cookie', 'a=b; Domain=127.0.0.1'],
      ['Set-Cookie', 'c=d'],
    ],
  });
});

it('opens a websocket behind an ordinary request on the same connection', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  const first = await server.peer();
  await first.endingWith('\r\n\r\n');
  first.send('HTTP/1.1 204 No Content\r\n\r\n');
  await client.endingWith('\r\n\r\n');
  client.send(upgrade);
  await first.untilEnd();
  const second = await server.peer(1);
  await second.endingWith('\r\n\r\n');
  second.send('HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  await client.until(() => client.text.includes('101'));
  client.send('ping');
  await second.endingWith('ping');
  client.socket.end();
  await second.untilEnd();
  second.socket.end();
  await client.untilClosed();
  expect((await log.ended(1)).outcome).toBe('cut-by-desktop');
});

it('refuses a websocket while an answer is outstanding', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(`GET / HTTP/1.1\r\nHost: h\r\n\r\n${upgrade}`);
  const peer = await server.peer();
  await log.until(() => log.refusals.length === 1);
  peer.send('HTTP/1.1 204 No Content\r\n\r\n');
  expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 204 [\s\S]*HTTP\/1.1 400 /);
  expect(server.peers).toHaveLength(1);
});

it.each([
  ['a known length', 'HTTP/1.1 403 No Way\r\nX-A: 1\r\nContent-Length: 4\r\n\r\nnope'],
  [
    'chunks',
    'HTTP/1.1 403 No Way\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnope\r\n0\r\nT: 1\r\n\r\n',
  ],
  ['no body', 'HTTP/1.1 304 No Way\r\n\r\n'],
])('relays a refused upgrade with %s, and holds its end', async (_what, answer) => {
  const { server, log, desktop } = await stage();
  log.releasing = false;
  const client = desktop();
  client.send(upgrade);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  peer.send(answer);
  const exchange = await log.ended();
  expect(exchange).toMatchObject({ outcome: 'complete', answer: { reason: 'No Way' } });
  expect(client.text.length).toBeLessThan(answer.length);
  exchange.release();
  expect(await client.untilEnd()).toBe(answer);
  expect(exchange.open).toBe(false);
});

it('cuts a refused upgrade where the server does', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(upgrade);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  const answer = 'HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\nhalf';
  peer.send(answer);
  await log.until(() => log.exchanges[0]?.responseText === 'half');
  peer.socket.destroy();
  await client.untilClosed();
  expect((await log.ended()).outcome).toBe('cut-by-server');
});

it('answers 502 to an upgrade while the server is down', async () => {
  const { server, log, desktop } = await stage();
  await server.close();
  const client = desktop();
  client.send(upgrade);
  expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 502 /);
  expect((await log.ended()).outcome).toBe('unreachable');
});

it.each([
  ['before the server answers', false],
  ['of an open websocket', true],
])('tells the server when the desktop hangs up %s', async (_when, open) => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(upgrade);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  if (open) {
    peer.send('HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await client.until(() => client.text.includes('101'));
    client.reset();
  } else {
    client.socket.destroy();
  }
  await peer.until(() => peer.ended || peer.closed);
  expect((await log.ended()).outcome).toBe('cut-by-desktop');
});

it.each([
  ['before it answers', false],
  ['an open websocket', true],
])('resets the desktop when the server resets %s', async (_when, open) => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(upgrade);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  if (open) {
    peer.send('HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await client.until(() => client.text.includes('101'));
  }
  peer.reset();
  await client.untilClosed();
  expect((await log.ended()).outcome).toBe('cut-by-server');
});

it('ends websockets when the relay closes; their exchanges stay open', async () => {
  const { target } = await echoServer();
  const { relay, log } = await stage({ target });
  const client = new WebSocket(relay.url.replace('http', 'ws'), { rejectUnauthorized: false });
  await once(client, 'open');
  const closed = once(client, 'close');
  await relay.close();
  await closed;
  expect(log.exchanges[0]?.outcome).toBeUndefined();
});

it('gives no cause for a deprecation warning', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => {
    warnings.push(warning);
  };
  process.on('warning', onWarning);
  const { target } = await echoServer();
  const { relay } = await stage({ target });
  const client = new WebSocket(relay.url.replace('http', 'ws'), { rejectUnauthorized: false });
  await once(client, 'open');
  client.close();
  await once(client, 'close');
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
  expect(deprecated).not.toHaveBeenCalled();
  expect(old._extend).toBe(deprecated);
});
