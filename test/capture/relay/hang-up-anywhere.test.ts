import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/time/manual-clock.js';
import type { RawPeer } from './raw-peer.js';
import { type Stage, stage } from './stage.js';

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const head = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n';
const chunked = 'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n';
const noContent = 'HTTP/1.1 204 No Content\r\n\r\n';

/** What has passed before somebody hangs up. */
interface Point {
  readonly where: string;
  readonly sent: string;
  readonly said?: string;
  /** Of the exchanges that were told. */
  readonly outcomes: readonly string[];
}

const kinds = ['FIN', 'RST'] as const;

/** Plays up to the point; both sides have got all. */
async function reached(point: Point): Promise<Stage & { client: RawPeer; peer: RawPeer }> {
  const scene = await stage();
  const client = scene.desktop();
  client.send(point.sent);
  const peer = await scene.server.peer();
  const asked = point.sent.replaceAll('Host: h', `Host: ${scene.server.url.host}`);
  await peer.until(() => peer.length >= asked.length);
  expect(peer.text).toBe(asked);
  const said = point.said ?? '';
  peer.send(said);
  await client.until(() => client.length >= said.length);
  expect(client.text).toBe(said);
  return { ...scene, client, peer };
}

function hangUp(side: RawPeer, kind: 'FIN' | 'RST'): void {
  if (kind === 'FIN') side.socket.end();
  else side.socket.resetAndDestroy();
}

/** The other side sees the same thing. */
async function sees(side: RawPeer, kind: 'FIN' | 'RST'): Promise<void> {
  if (kind === 'FIN') {
    await side.untilEnd();
    expect(side.error).toBeUndefined();
  } else {
    await side.untilClosed();
    expect(side.error?.code).toBe('ECONNRESET');
  }
}

const both = (points: readonly Point[]): (Point & { kind: 'FIN' | 'RST' })[] =>
  points.flatMap((point) => kinds.map((kind) => ({ ...point, kind })));

describe('a desktop that hangs up', () => {
  it.each(
    both([
      { where: 'in a body of known length', sent: `${head}half`, outcomes: ['cut-by-desktop'] },
      { where: 'in a chunk', sent: `${chunked}9\r\nhalf`, outcomes: ['cut-by-desktop'] },
      { where: 'between chunks', sent: `${chunked}4\r\nhalf\r\n`, outcomes: ['cut-by-desktop'] },
      { where: 'in trailers', sent: `${chunked}0\r\nX: 1\r\n`, outcomes: ['cut-by-desktop'] },
      { where: 'while it waits', sent: get, outcomes: ['cut-by-desktop'] },
      {
        where: 'behind an interim answer',
        sent: head.replace('Content', 'Expect: 100-continue\r\nContent'),
        said: 'HTTP/1.1 100 Continue\r\n\r\n',
        outcomes: ['cut-by-desktop'],
      },
      { where: 'in an answer', sent: get, said: `${ok}half`, outcomes: ['cut-by-desktop'] },
      {
        where: 'in an upload that was answered',
        sent: `${head}half`,
        said: noContent,
        outcomes: ['complete'],
      },
      { where: 'between two exchanges', sent: get, said: noContent, outcomes: ['complete'] },
      {
        where: 'in the second of two requests',
        sent: get + head,
        said: noContent,
        outcomes: ['complete', 'cut-by-desktop'],
      },
      {
        where: 'with several requests outstanding',
        sent: get.repeat(3),
        said: noContent,
        outcomes: ['complete', 'cut-by-desktop', 'cut-by-desktop'],
      },
    ]),
  )('$where: the server gets its $kind at once', async ({ kind, ...point }) => {
    const { client, peer, log } = await reached(point);
    hangUp(client, kind);
    await sees(peer, kind);
    // As servers do.
    peer.socket.end();
    await client.untilClosed();
    await log.until(() => log.exchanges.every(({ outcome }) => outcome !== undefined));
    expect(log.exchanges.map(({ outcome }) => outcome)).toEqual(point.outcomes);
  });

  it.each(
    kinds.flatMap((kind) =>
      ['', 'GET / HT', 'GET / HTTP/1.1\r\nHost: h\r\n'].map((sent) => ({ kind, sent })),
    ),
  )('$kind behind $sent was never at the server', async ({ kind, sent }) => {
    const { server, log, desktop } = await stage();
    const client = desktop();
    client.send(sent);
    await new Promise((resolve) => client.socket.write('', resolve));
    hangUp(client, kind);
    await client.untilClosed();
    // Another one shows that the relay goes on, and counts.
    desktop().send(get);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    expect(server.peers).toHaveLength(1);
    expect(log.exchanges).toHaveLength(1);
  });

  it('is noticed although the server takes nothing any more', async () => {
    const clock = manualClock();
    const { server, log, desktop } = await stage({ clock });
    const client = desktop();
    const total = 64 * 1024 * 1024;
    client.send(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${total}\r\n\r\n`);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    peer.socket.pause();
    client.send(Buffer.alloc(total));
    const read = (): number => log.exchanges[0]?.requestLength ?? 0;
    for (let seen = -1; seen !== read(); ) {
      seen = read();
      await turns(50);
    }
    expect(read()).toBeLessThan(total);
    client.socket.resetAndDestroy();
    await client.untilClosed();
    while (log.exchanges[0]?.outcome === undefined) {
      clock.advance(1_000);
      await turns(1);
    }
    expect(log.exchanges[0]?.outcome).toBe('cut-by-desktop');
    // The system has told it to the server; it reads nothing, so a write of its own finds it.
    while (!peer.closed) {
      peer.send('x');
      await turns(1);
    }
  });
});

describe('a server that hangs up', () => {
  it.each(
    both([
      { where: 'before its answer', sent: get, outcomes: ['cut-by-server'] },
      { where: 'in an upload', sent: `${head}half`, outcomes: ['cut-by-server'] },
      {
        where: 'behind an interim answer',
        sent: get,
        said: 'HTTP/1.1 103 Early Hints\r\n\r\n',
        outcomes: ['cut-by-server'],
      },
      { where: 'behind a head', sent: get, said: ok, outcomes: ['cut-by-server'] },
      {
        where: 'in a body of known length',
        sent: get,
        said: `${ok}half`,
        outcomes: ['cut-by-server'],
      },
      {
        where: 'in a chunk',
        sent: get,
        said: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf',
        outcomes: ['cut-by-server'],
      },
      {
        where: 'before the last chunk',
        sent: get,
        said: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n',
        outcomes: ['cut-by-server'],
      },
      {
        where: 'before the end of the trailers',
        sent: get,
        said: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: 1\r\n',
        outcomes: ['cut-by-server'],
      },
      { where: 'between two exchanges', sent: get, said: noContent, outcomes: ['complete'] },
      {
        where: 'with requests outstanding',
        sent: get.repeat(3),
        said: noContent,
        outcomes: ['complete', 'cut-by-server', 'cut-by-server'],
      },
    ]),
  )('$where: the desktop gets its $kind at once', async ({ kind, ...point }) => {
    const { client, peer, log } = await reached(point);
    hangUp(peer, kind);
    await sees(client, kind);
    expect(client.text).toBe(point.said ?? '');
    client.socket.end();
    await peer.untilClosed();
    expect(log.exchanges.map(({ outcome }) => outcome)).toEqual(point.outcomes);
  });

  it.each([
    ['FIN', 'HTTP/1.1 200 O'],
    ['FIN', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n'],
  ])('with a %s behind half a head "%s": the desktop gets both', async (_kind, said) => {
    const { client, peer, log } = await reached({ where: '', sent: get, outcomes: [] });
    peer.send(said);
    peer.socket.end();
    expect(await client.untilEnd()).toBe(said);
    expect((await log.ended()).outcome).toBe('cut-by-server');
  });

  it('with an RST in half a head: the desktop gets an RST', async () => {
    const { client, peer, log } = await reached({ where: '', sent: get, outcomes: [] });
    peer.socket.write('HTTP/1.1 200 O', () => peer.socket.resetAndDestroy());
    await sees(client, 'RST');
    expect((await log.ended()).outcome).toBe('cut-by-server');
  });

  it('is noticed although the desktop takes nothing any more', async () => {
    const clock = manualClock();
    const { server, log, desktop } = await stage({ clock });
    const client = desktop();
    client.send(get);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    client.socket.pause();
    const total = 64 * 1024 * 1024;
    peer.send(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
    peer.send(Buffer.alloc(total));
    const read = (): number => log.exchanges[0]?.responseLength ?? 0;
    for (let seen = -1; seen !== read(); ) {
      seen = read();
      await turns(50);
    }
    peer.socket.resetAndDestroy();
    while (log.exchanges[0]?.outcome === undefined) {
      clock.advance(1_000);
      await turns(1);
    }
    expect(log.exchanges[0]?.outcome).toBe('cut-by-server');
    client.socket.resume();
    await client.untilClosed();
  });
});

describe('a half-closed connection', () => {
  it('of a desktop carries the rest of a long answer', async () => {
    const { client, peer, log } = await reached({ where: '', sent: get, outcomes: [] });
    client.socket.end();
    await peer.untilEnd();
    peer.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (let i = 10; i < 60; i++) {
      peer.send(`2\r\n${i}\r\n`);
      await client.endingWith(`${i}\r\n`);
    }
    peer.send('0\r\n\r\n');
    await client.endingWith('0\r\n\r\n');
    expect((await log.ended()).outcome).toBe('complete');
    expect(client.ended).toBe(false);
    peer.socket.end();
    await client.untilClosed();
  });

  it('of a desktop carries the answers to all that it had pipelined', async () => {
    const { client, peer, log } = await reached({ where: '', sent: get.repeat(3), outcomes: [] });
    client.socket.end();
    await peer.untilEnd();
    for (let i = 0; i < 3; i++) peer.send(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${i}`);
    await client.until(() => client.text.endsWith('2'));
    await log.ended(2);
    expect(log.exchanges.map(({ outcome }) => outcome)).toEqual([
      'complete',
      'complete',
      'complete',
    ]);
    peer.socket.end();
    await client.untilClosed();
  });

  it('of a server still takes the rest of an upload', async () => {
    const { client, peer, log } = await reached({
      where: '',
      sent: `${head}half`,
      said: noContent,
      outcomes: [],
    });
    peer.socket.end();
    await client.untilEnd();
    client.send('other');
    await peer.endingWith('halfother');
    client.socket.end();
    await peer.untilClosed();
    expect((await log.ended()).outcome).toBe('complete');
  });

  it('of a server answers nothing that comes later, and that is its doing', async () => {
    const { client, peer, log } = await reached({
      where: '',
      sent: get,
      said: noContent,
      outcomes: [],
    });
    peer.socket.end();
    await client.untilEnd();
    client.send(get);
    await peer.until(() => peer.text.split('GET').length === 3);
    client.socket.end();
    expect((await log.ended(1)).outcome).toBe('cut-by-server');
  });
});

/** Lets all that can happen now happen. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
