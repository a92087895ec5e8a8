import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { stage } from './stage.js';
import type { WireLog } from './wire-log.js';

const size = 2 * 1024 * 1024;

it('passes two megabytes each way, though both readers dawdle', async () => {
  const { server, log, desktop } = await stage();
  const up = randomBytes(size);
  const down = randomBytes(size);
  const client = desktop();
  client.send(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${size}\r\n\r\n`);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  const head = peer.length;
  peer.socket.pause();
  client.send(up);
  await log.until(() => log.exchanges.length === 1);
  peer.socket.resume();
  await peer.until(() => peer.length === head + size);
  expect(peer.text.endsWith(up.toString('latin1'))).toBe(true);

  client.socket.pause();
  const answer = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
  peer.send(Buffer.concat([answer, down]));
  client.socket.resume();
  await client.until(() => client.length === answer.length + size);
  expect(client.text.endsWith(down.toString('latin1'))).toBe(true);
  const exchange = await log.ended();
  expect(Buffer.concat(exchange.request).equals(up)).toBe(true);
  expect(Buffer.concat(exchange.response).equals(down)).toBe(true);
});

it('reads no more from the server than it can pass on to a desktop that does not read', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  client.socket.pause();
  const total = 64 * 1024 * 1024;
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`;
  peer.send(head);
  peer.send(Buffer.alloc(total));
  await turns(200);
  // The system's buffers hold some megabytes; the rest waits at the server.
  expect(told(log)).toBeLessThan(total / 2);
  expect(log.exchanges[0]?.outcome).toBeUndefined();
  client.socket.resume();
  await client.until(() => client.length === head.length + total);
  expect((await log.ended()).outcome).toBe('complete');
});

it('reads no more from the server than may wait behind a held answer', async () => {
  const { server, log, desktop } = await stage();
  log.releasing = false;
  const client = desktop();
  const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
  client.send(get + get);
  const peer = await server.peer();
  await log.until(() => log.exchanges.length === 2);
  peer.send('HTTP/1.1 204 No Content\r\n\r\n');
  await log.ended();
  const total = 8 * size;
  peer.send(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
  peer.send(Buffer.alloc(total));
  await log.until(() => told(log, 1) > 0);
  await turns(50);
  expect(told(log, 1)).toBeLessThan(1024 * 1024);
  log.exchanges[0]?.release();
  (await log.ended(1)).release();
  await client.until(() => client.length > total);
});

function told(log: WireLog, index = 0): number {
  return log.exchanges[index]?.response.reduce((sum, chunk) => sum + chunk.length, 0) ?? 0;
}

/** Lets all that can happen now happen. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
