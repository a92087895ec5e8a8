import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startRelay } from '../../../src/capture/relay/start-relay.js';
import type { ExchangeObserver, WireSink } from '../../../src/capture/wire.js';
import { stage } from './stage.js';

const mebi = 1024 * 1024;
const total = 200 * mebi;

/** Counts what the relay has read of bodies, and keeps nothing. */
class Counter implements WireSink {
  read = 0;
  outcome: string | undefined;

  exchange(): ExchangeObserver {
    return {
      requestBody: (chunk) => {
        this.read += chunk.length;
      },
      requestEnd() {},
      responseHead() {},
      responseBody: (chunk) => {
        this.read += chunk.length;
      },
      upgraded() {},
      websocketMessage() {},
      unreadable() {},
      forgotten() {},
      end: (outcome, _trailers, release) => {
        this.outcome = outcome;
        release();
      },
    };
  }

  refused(): void {}
}

/** Resolves once the relay has read what it can, with how much that is. */
async function settled(counter: Counter): Promise<number> {
  for (let seen = -1; seen !== counter.read; ) {
    seen = counter.read;
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  }
  return counter.read;
}

/** Sends as fast as the other side takes it; the first bytes tell one place from another. */
async function sendAll(socket: Socket): Promise<string> {
  const hash = createHash('sha1');
  for (let sent = 0; sent < total; sent += mebi) {
    const piece = Buffer.alloc(mebi, sent / mebi);
    hash.update(piece);
    if (!socket.write(piece)) await once(socket, 'drain');
  }
  return hash.digest('hex');
}

/**
 * Takes all, and stops again and again until nothing moves any more.
 *
 * @returns the hash, and the most that was between the relay and here
 */
async function takeAll(socket: Socket, counter: Counter): Promise<{ hash: string; most: number }> {
  const hash = createHash('sha1');
  let got = 0;
  let most = 0;
  let next = 0;
  for await (const chunk of socket) {
    hash.update(chunk);
    got += chunk.length;
    if (got >= next) {
      next += total / 8;
      most = Math.max(most, (await settled(counter)) - got);
    }
    if (got === total) break;
  }
  return { hash: hash.digest('hex'), most };
}

it.each(['up', 'down'])(
  'streams 200 MB %s in bounded memory: what the reader has not taken is not read',
  async (direction) => {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const counter = new Counter();
    const { port } = server.address() as { port: number };
    const relay = await startRelay({
      target: new URL(`http://127.0.0.1:${port}`),
      listen: { host: '127.0.0.1', port: 0 },
      keepHost: false,
      sink: counter,
    });
    const client = connect(Number(new URL(relay.url).port), '127.0.0.1');
    onTestFinished(async () => {
      client.destroy();
      await relay.close();
      server.close();
    });
    const up = direction === 'up';
    const accepted = once(server, 'connection');
    client.write(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${up ? total : 0}\r\n\r\n`);
    const [peer] = (await accepted) as [Socket];
    await once(peer, 'data');
    if (!up) {
      peer.write(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
      await once(client, 'data');
    }
    const [from, to] = up ? [client, peer] : [peer, client];
    to.pause();
    const [sent, taken] = await Promise.all([sendAll(from), takeAll(to, counter)]);
    expect(taken.hash).toBe(sent);
    // The system's buffers between the two hold some megabytes.
    expect(taken.most).toBeLessThan(total / 3);
    expect(counter.read).toBe(total);
  },
  60_000,
);

it('passes a request that never ends and an answer that never ends, piece by piece', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  peer.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (let i = 0; i < 200; i++) {
    client.send(`4\r\nup${10 + (i % 90)}\r\n`);
    await peer.endingWith(`up${10 + (i % 90)}\r\n`);
    peer.send(`6\r\ndown${10 + (i % 90)}\r\n`);
    await client.endingWith(`down${10 + (i % 90)}\r\n`);
  }
  expect(log.exchanges[0]?.outcome).toBeUndefined();
  client.socket.destroy();
  await peer.untilEnd();
  peer.socket.destroy();
  expect((await log.ended()).outcome).toBe('cut-by-desktop');
});

it('passes an early answer while the upload goes on, whichever side ends it', async () => {
  const { server, log, desktop } = await stage();
  const post = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n';
  const answer = 'HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno';
  // The desktop reads the answer, goes on a while, and gives up.
  const client = desktop();
  client.send(post);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  client.send('x'.repeat(1000));
  peer.send(answer);
  expect(await client.endingWith('no')).toBe(answer);
  client.send('yyy');
  await peer.endingWith('yyy');
  client.socket.end();
  await peer.untilEnd();
  peer.socket.end();
  await client.untilClosed();
  // The server answers, sends its FIN, and takes what still comes.
  const second = desktop();
  second.send(post);
  const other = await server.peer(1);
  await other.endingWith('\r\n\r\n');
  other.send(answer);
  other.socket.end();
  expect(await second.untilEnd()).toBe(answer);
  second.send('zzz');
  await other.endingWith('zzz');
  second.socket.destroy();
  await other.until(() => other.ended || other.closed);
  expect(log.exchanges.map(({ outcome }) => outcome)).toEqual(['complete', 'complete']);
});

const expecting = 'POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n';

it('passes the refusal of an expected body, and the next request behind it', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(expecting);
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  const before = peer.length;
  const answer =
    'HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
  peer.send(answer);
  peer.socket.end();
  expect(await client.untilEnd()).toBe(answer);
  client.socket.end();
  await peer.untilClosed();
  expect(peer.length).toBe(before);
  expect(await log.ended()).toMatchObject({ outcome: 'complete', requestText: '' });
});

it('passes a body that does not wait for the 100, which may come late or never', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(`${expecting}body`);
  const peer = await server.peer();
  expect(await peer.endingWith('body')).toMatch(/\r\nExpect: 100-continue\r\n/);
  const answers =
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na' +
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb';
  client.send(`${expecting}next`);
  await peer.endingWith('next');
  peer.send(answers);
  expect(await client.endingWith('b')).toBe(answers);
  expect(log.exchanges.map(({ requestText, responseText }) => [requestText, responseText])).toEqual(
    [
      ['body', 'a'],
      ['next', 'b'],
    ],
  );
});

it('delivers each server-sent event before the next one is sent', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send('GET /events HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\n\r\n');
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  let all = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';
  peer.send(all);
  await client.endingWith('\r\n\r\n');
  for (let id = 0; id < 100; id++) {
    const event = `id: ${id}\nevent: state\ndata: {"id":${id}}\n\n`;
    peer.send(event);
    all += event;
    expect(await client.endingWith(event)).toBe(all);
  }
  peer.socket.end();
  await client.untilEnd();
  expect((await log.ended()).outcome).toBe('complete');
});
