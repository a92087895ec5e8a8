import { expect, it } from 'vitest';
import type { RawPeer } from './raw-peer.js';
import { type Stage, stage } from './stage.js';

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

/** A request that has reached the server. */
async function asked(request = get): Promise<Stage & { client: RawPeer; peer: RawPeer }> {
  const scene = await stage();
  const client = scene.desktop();
  client.send(request);
  const peer = await scene.server.peer();
  await peer.until(() => peer.text.includes('\r\n\r\n'));
  return { ...scene, client, peer };
}

it('resets the server at once when the desktop resets a held request', async () => {
  const { client, peer, log } = await asked();
  client.reset();
  await peer.untilClosed();
  expect(peer.error?.code).toBe('ECONNRESET');
  expect((await log.ended()).outcome).toBe('cut-by-desktop');
});

it('tells the server when the desktop closes on a held request', async () => {
  const { client, peer, log } = await asked();
  client.socket.destroy();
  await peer.untilEnd();
  peer.socket.end();
  expect(await log.ended()).toMatchObject({ outcome: 'cut-by-desktop', answer: undefined });
});

it('passes the FIN of a desktop on, and the answer that still comes', async () => {
  const { client, peer, log } = await asked();
  client.socket.end();
  await peer.untilEnd();
  peer.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  await client.endingWith('ok');
  peer.socket.end();
  await client.untilClosed();
  expect((await log.ended()).outcome).toBe('complete');
});

it('passes half a request on with the FIN that cuts it', async () => {
  const { client, peer, log } = await asked(
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf',
  );
  client.socket.end();
  expect(await peer.untilEnd()).toMatch(/half$/);
  peer.socket.end();
  await client.untilEnd();
  expect(await log.ended()).toMatchObject({
    outcome: 'cut-by-desktop',
    requestText: 'half',
    requestTrailers: undefined,
  });
});

it.each([
  ['before the head', ''],
  ['in the head', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ['in a known length', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'],
  ['in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf'],
  ['before the terminator', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
])('passes an answer on that the server ends %s, and the end', async (_where, answer) => {
  const { client, peer, log } = await asked();
  peer.send(answer);
  peer.socket.end();
  expect(await client.untilEnd()).toBe(answer);
  expect((await log.ended()).outcome).toBe('cut-by-server');
});

it('resets the desktop when the server resets, behind the bytes that came', async () => {
  const { client, peer, log } = await asked();
  peer.send('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
  await client.endingWith('half');
  peer.reset();
  await client.untilClosed();
  expect(client.error?.code).toBe('ECONNRESET');
  expect(await log.ended()).toMatchObject({ outcome: 'cut-by-server', responseText: 'half' });
});

it('does not take a reset right behind the bytes for the end of the body', async () => {
  const { client, peer, log } = await asked();
  peer.socket.write('HTTP/1.1 200 OK\r\n\r\nhalf', () => peer.reset());
  await client.untilClosed();
  expect(client.error?.code).toBe('ECONNRESET');
  expect(await log.ended()).toMatchObject({ outcome: 'cut-by-server', responseText: 'half' });
});

it('closes the desktop when an idle server closes, and opens no other connection', async () => {
  const { client, peer, server } = await asked();
  peer.send('HTTP/1.1 204 No Content\r\n\r\n');
  await client.endingWith('\r\n\r\n');
  peer.socket.end();
  await client.untilEnd();
  client.socket.end();
  await peer.untilClosed();
  expect(server.peers).toHaveLength(1);
});

it('ends the requests behind a Connection: close as cut', async () => {
  const { client, peer, log } = await asked(get + get);
  await log.until(() => log.exchanges.length === 2);
  peer.send('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nbye');
  peer.socket.end();
  expect(await client.untilEnd()).toMatch(/bye$/);
  expect(log.exchanges.map(({ outcome }) => outcome)).toEqual(['complete', 'cut-by-server']);
});

it('cuts both sides when an answer can be read in two ways', async () => {
  const { client, peer, log } = await asked();
  peer.send('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab');
  await client.untilClosed();
  await peer.untilEnd();
  expect(client.text).toBe('');
  expect(await log.ended()).toMatchObject({ outcome: 'cut-by-server', answer: undefined });
});

it('passes what a server says unasked before it closes', async () => {
  const { client, peer, log } = await asked();
  peer.send('HTTP/1.1 204 No Content\r\n\r\n');
  await log.ended();
  await client.endingWith('\r\n\r\n');
  const farewell = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';
  peer.send(farewell);
  peer.socket.end();
  expect(await client.untilEnd()).toBe(`HTTP/1.1 204 No Content\r\n\r\n${farewell}`);
  expect(log.exchanges).toHaveLength(1);
});

it('does not wait forever for a desktop that never closes', async () => {
  const scene = await stage({ lingerMs: 1 });
  const client = scene.desktop();
  client.send('nonsense\r\n\r\n');
  await client.until(() => client.closed || client.ended);
  while (!client.closed) {
    client.send('more');
    await new Promise((resolve) => setImmediate(resolve));
  }
});
