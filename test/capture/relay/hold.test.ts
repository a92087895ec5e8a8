import { expect, it } from 'vitest';
import type { RawPeer } from './raw-peer.js';
import { type Stage, stage } from './stage.js';
import type { LoggedExchange } from './wire-log.js';

async function held(request: string, answer: string): Promise<Held> {
  const scene = await stage();
  scene.log.releasing = false;
  const client = scene.desktop();
  client.send(request);
  const peer = await scene.server.peer();
  await peer.endingWith('\r\n\r\n');
  peer.send(answer);
  return { ...scene, client, peer };
}

interface Held extends Stage {
  readonly client: RawPeer;
  readonly peer: RawPeer;
}

/** What the desktop sees of an answer before and after it is released; `next` shows that it comes in order. */
async function beforeAndAfter({ client, log }: Held, after: number): Promise<[string, string]> {
  const exchange = await log.ended();
  await turn();
  const before = client.text;
  exchange.release();
  await client.until(() => client.length >= after);
  return [before, client.text];
}

/** Lets all that is ready happen. */
async function turn(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

it.each([
  ['an answer in one piece', get, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab'],
  ['an empty answer', get, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['a 204', get, 'HTTP/1.1 204 No Content\r\n\r\n'],
  ['a 304', get, 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n'],
  [
    'the answer to a HEAD',
    'HEAD / HTTP/1.1\r\nHost: h\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
  ],
])('holds %s whole until it is released', async (_what, request, answer) => {
  const [before, after] = await beforeAndAfter(await held(request, answer), answer.length);
  expect(before).toBe('');
  expect(after).toBe(answer);
});

it('holds the last piece of a known length', async () => {
  const scene = await held(get, 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab');
  await scene.client.endingWith('ab');
  scene.peer.send('cd');
  const [before, after] = await beforeAndAfter(scene, scene.client.length + 2);
  expect(before).toMatch(/\r\n\r\nab$/);
  expect(after).toMatch(/\r\n\r\nabcd$/);
});

it('holds the terminator of a chunked answer', async () => {
  const scene = await held(get, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n');
  await scene.client.endingWith('ab\r\n');
  scene.peer.send('0\r\n');
  await scene.client.endingWith('0\r\n');
  scene.peer.send('\r\n');
  const [before, after] = await beforeAndAfter(scene, scene.client.length + 2);
  expect(before).toMatch(/ab\r\n0\r\n$/);
  expect(after).toMatch(/ab\r\n0\r\n\r\n$/);
});

it('holds the FIN of an answer that lasts until it', async () => {
  const { client, peer, log } = await held(get, 'HTTP/1.1 200 OK\r\n\r\nab');
  await client.endingWith('ab');
  peer.socket.end();
  const exchange = await log.ended();
  expect(exchange).toMatchObject({ outcome: 'complete', responseText: 'ab' });
  await turn();
  expect(client.ended).toBe(false);
  exchange.release();
  await client.untilEnd();
});

it('relays interim answers at once', async () => {
  const { client, log } = await held(
    get,
    'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
  );
  expect(await client.endingWith('Hints\r\n\r\n')).toBe('HTTP/1.1 103 Early Hints\r\n\r\n');
  (await log.ended()).release();
  await client.endingWith('No Content\r\n\r\n');
});

it('lets pipelined answers out in order, however they are released', async () => {
  const { server, log, desktop } = await stage();
  log.releasing = false;
  const client = desktop();
  client.send(get.repeat(3));
  const peer = await server.peer();
  await peer.until(() => log.exchanges.length === 3);
  const answer = (text: string): string => `HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${text}`;
  peer.send(answer('a') + answer('b'));
  peer.send(answer('c'));
  await log.ended(2);
  const [first, second, third] = log.exchanges as [LoggedExchange, LoggedExchange, LoggedExchange];
  third.release();
  second.release();
  await turn();
  expect(client.text).toBe('');
  first.release();
  first.release();
  expect(await client.endingWith('c')).toBe(answer('a') + answer('b') + answer('c'));
});

it('may be told to release after the desktop is gone', async () => {
  const { client, log, peer } = await held(get, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab');
  const exchange = await log.ended();
  client.reset();
  await peer.untilClosed();
  exchange.release();
  expect(exchange.outcome).toBe('complete');
});
