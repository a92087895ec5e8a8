import { expect, it } from 'vitest';
import { stage } from './stage.js';

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

it('closes with nobody there, and may be closed twice', async () => {
  const { relay } = await stage();
  await relay.close();
  await relay.close();
});

it('lets idle desktops and held requests go; what has no answer stays open', async () => {
  const { relay, server, log, desktop } = await stage();
  const idle = desktop();
  const polling = desktop();
  polling.send(get);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  await relay.close();
  await idle.untilEnd();
  expect(await polling.untilEnd()).toBe('');
  await peer.untilEnd();
  expect(log.exchanges.map(({ outcome }) => outcome)).toEqual([undefined]);
});

it('gives a held answer out before it closes', async () => {
  const { relay, server, log, desktop } = await stage();
  log.releasing = false;
  const client = desktop();
  client.send(get);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  peer.send(answer);
  const exchange = await log.ended();
  const closed = relay.close();
  exchange.release();
  await closed;
  expect(await client.untilEnd()).toBe(answer);
});

it('does not let a body that lasts until the FIN look whole', async () => {
  const { relay, server, log, desktop } = await stage();
  const client = desktop();
  client.send(get);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  peer.send('HTTP/1.1 200 OK\r\n\r\nhalf');
  await client.endingWith('half');
  await relay.close();
  await client.untilClosed();
  expect(client.error?.code).toBe('ECONNRESET');
  expect(log.exchanges[0]?.outcome).toBeUndefined();
});

it('does not wait for ever for a desktop that does not read', async () => {
  const { relay, server, log, desktop } = await stage({ lingerMs: 20 });
  const client = desktop();
  client.send(get);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  client.socket.pause();
  const total = 64 * 1024 * 1024;
  peer.send(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
  peer.send(Buffer.alloc(total));
  await log.until(() => (log.exchanges[0]?.response.length ?? 0) > 20);
  await relay.close();
  expect(log.exchanges[0]?.outcome).toBeUndefined();
});
