import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { RelayOptions } from '../../../src/capture/relay/start-relay.js';
import { manualClock } from '../../../src/time/manual-clock.js';
import { type DeafServer, deafServer } from './deaf-server.js';
import { upgrade } from './open-websocket.js';
import { RawServer } from './raw-peer.js';
import { type Stage, stage } from './stage.js';

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

interface Told extends Stage {
  /** What the operator was told of the target. */
  readonly told: string[];
}

async function watched(options: Partial<RelayOptions> = {}): Promise<Told> {
  const told: string[] = [];
  const scene = await stage({ onNotice: (message) => told.push(message), ...options });
  return { ...scene, told };
}

const back = 'the target is back';

function down(reason: string): string {
  return `the target can't be reached (${reason}); desktops get 502 until it is back`;
}

async function deaf(): Promise<DeafServer> {
  const server = await deafServer();
  onTestFinished(() => server.close());
  return server;
}

it('is a matter that this test can judge: a connection to a full backlog waits', async () => {
  const server = await deaf();
  const socket = connect(Number(server.url.port), '127.0.0.1');
  const made = once(socket, 'connect');
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  expect(socket.connecting).toBe(true);
  server.wake();
  await made;
  socket.destroy();
});

it.each([
  ['a request', get],
  ['a websocket', upgrade],
])(
  'answers 502 to %s within the time for a connection if the target answers no SYN, and reaches it later',
  async (_what, request) => {
    const server = await deaf();
    const clock = manualClock();
    const { told, desktop, log } = await watched({
      target: server.url,
      clock,
      limits: { connectTimeout: 700 },
    });
    const client = desktop();
    client.send(request);
    await log.until(() => log.exchanges.length === 1);
    // http-proxy takes a few turns to begin its connection.
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(699);
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(log.exchanges[0]?.outcome).toBeUndefined();
    clock.advance(1);
    expect(await client.endingWith(')\n')).toMatch(
      /^HTTP\/1.1 502 Bad Gateway\r\n[\s\S]*understudy: can't reach http:[^ ]+ \(ETIMEDOUT\)\n$/,
    );
    expect((await log.ended()).outcome).toBe('unreachable');
    expect(told).toEqual([down('ETIMEDOUT')]);

    server.wake();
    const again = desktop();
    again.send(get);
    expect(await again.endingWith('\r\n\r\n')).toBe('HTTP/1.1 204 No Content\r\n\r\n');
    expect(told).toEqual([down('ETIMEDOUT'), back]);
  },
);

it('tells once that the target is down and once that it is back, however many desktops ask', async () => {
  const { server, told, desktop, log } = await watched();
  const first = desktop();
  first.send(get);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  expect(told).toEqual([]);
  const { port } = server;
  await server.close();
  await first.untilEnd();
  for (let i = 0; i < 5; i++) {
    const client = desktop();
    client.send(i % 2 === 0 ? get.repeat(2) : upgrade);
    await client.endingWith(')\n');
  }
  await log.until(() => log.exchanges.every(({ outcome }) => outcome !== undefined));
  expect(told).toEqual([down('ECONNREFUSED')]);
  const returned = await RawServer.listen(port);
  onTestFinished(() => returned.close());
  for (let i = 0; i < 3; i++) {
    desktop().send(get);
    await (await returned.peer(i)).endingWith('\r\n\r\n');
  }
  expect(told).toEqual([down('ECONNREFUSED'), back]);
});

it('answers 502 if the name of the target is unknown', async () => {
  // A label of more than 63 characters (RFC 1035 §2.3.4): no name server is asked.
  const target = new URL(`http://${'x'.repeat(300)}`);
  const { told, desktop, log } = await watched({ target });
  const client = desktop();
  client.send(get);
  expect(await client.endingWith(')\n')).toMatch(
    /^HTTP\/1.1 502 [\s\S]*\((?:ENOTFOUND|EINVAL)\)\n$/,
  );
  expect((await log.ended()).outcome).toBe('unreachable');
  expect(told).toHaveLength(1);
});

it('survives a server that resets each connection at once, and reaches it once it does not', async () => {
  const { server, told, desktop, log } = await watched();
  const { port } = server;
  const reset = (socket: Socket): void => {
    socket.resetAndDestroy();
  };
  server.server.on('connection', reset);
  const client = desktop();
  client.send(get);
  // The system reports the reset before the connection or after it.
  const { outcome } = await log.ended();
  if (outcome === 'unreachable') {
    expect(await client.endingWith(')\n')).toMatch(/^HTTP\/1.1 502 [\s\S]*\(ECONNRESET\)\n$/);
    expect(told).toEqual([down('ECONNRESET')]);
  } else {
    await client.untilClosed();
    expect([client.text, outcome, told]).toEqual(['', 'cut-by-server', []]);
  }
  server.server.off('connection', reset);
  const again = desktop();
  again.send(get);
  const peer = await server.peer(1);
  expect(peer.socket.localPort).toBe(port);
  await peer.endingWith('\r\n\r\n');
  expect(told.at(-1)).toBe(outcome === 'unreachable' ? back : undefined);
});
