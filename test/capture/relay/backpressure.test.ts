import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { frame } from '../websocket/frames.js';
import { switching, upgrade } from './open-websocket.js';
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

it('reads no more from either side of a websocket while the recorder can take no more', async () => {
  const scene = await stage();
  const { log, server, desktop } = scene;
  const drained: (() => void)[] = [];
  const pushback = {
    full: false,
    whenDrained(callback: () => void) {
      drained.push(callback);
      log.changed();
    },
  };
  Object.assign(log, { pushback });
  const client = desktop();
  client.send(upgrade);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  peer.send(`${switching}\r\n`);
  await client.endingWith('\r\n\r\n');
  pushback.full = true;
  const count = 8 * 1024 * 1024;
  peer.send(Buffer.alloc(count, frame({ opcode: 9, payload: 'x'.repeat(120) })));
  client.send(
    Buffer.alloc(count, frame({ opcode: 9, payload: 'x'.repeat(120), mask: Buffer.alloc(4) })),
  );
  const [fromServer, fromDesktop] = [client.length, peer.length];
  await log.until(() => drained.length === 2);
  await turns(200);
  // What was read before the pause is passed on.
  expect(client.length - fromServer).toBeLessThan(count / 2);
  expect(peer.length - fromDesktop).toBeLessThan(count / 2);
  pushback.full = false;
  for (const callback of drained) callback();
  await client.until(() => client.length === fromServer + count);
  await peer.until(() => peer.length === fromDesktop + count);
});

function told(log: WireLog, index = 0): number {
  return log.exchanges[index]?.response.reduce((sum, chunk) => sum + chunk.length, 0) ?? 0;
}

/** Lets all that can happen now happen. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
