import { describe, expect, it } from 'vitest';
import type { RelayLimits } from '../../../src/capture/relay/relay-limits.js';
import { type ManualClock, manualClock } from '../../../src/time/manual-clock.js';
import type { RawPeer } from './raw-peer.js';
import { type Stage, stage } from './stage.js';

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const noContent = 'HTTP/1.1 204 No Content\r\n\r\n';

interface Limited extends Stage {
  readonly clock: ManualClock;
  /** What the operator was told of limits. */
  readonly notices: string[];
}

async function limited(limits: Partial<RelayLimits>): Promise<Limited> {
  const clock = manualClock();
  const notices: string[] = [];
  const scene = await stage({ limits, clock, onNotice: (message) => notices.push(message) });
  return { ...scene, clock, notices };
}

/** Lets a limit in time pass, once all that was sent has arrived. */
async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  clock.advance(ms);
}

/** A request that has reached the server on a connection of its own. */
async function asked(scene: Stage, request: string): Promise<{ client: RawPeer; peer: RawPeer }> {
  const client = scene.desktop();
  const index = scene.server.peers.length;
  client.send(request);
  const peer = await scene.server.peer(index);
  await peer.until(() => peer.text.includes('\r\n\r\n'));
  return { client, peer };
}

describe('the head of a request', () => {
  const head = (length: number): string =>
    `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(length - 32)}\r\n\r\n`;

  it('passes up to the limit, and is refused beyond it before the server sees anything', async () => {
    const scene = await limited({ requestHead: 2_000 });
    const { client } = await asked(scene, head(2_000));
    client.socket.destroy();
    const second = scene.desktop();
    second.send(head(2_001));
    expect(await second.untilEnd()).toMatch(/^HTTP\/1.1 431 /);
    expect(scene.server.peers).toHaveLength(1);
    expect(scene.log.refusals).toHaveLength(1);
    expect(scene.notices).toEqual(['a request was refused: the request head is too large']);
  });

  it('is refused with 408 if it dribbles in for too long', async () => {
    const { clock, desktop, server, log, notices } = await limited({ headTimeout: 1_000 });
    const client = desktop();
    for (const piece of ['GET / HT', 'TP/1.1\r\nHo', 'st: h\r\nX: ']) {
      client.send(piece);
      await pass(clock, 300);
    }
    expect(client.text).toBe('');
    clock.advance(100);
    expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(client.text).toMatch(/\r\nConnection: close\r\n/);
    expect(server.peers).toHaveLength(0);
    expect(log.refusals).toEqual(['the request head came too slowly']);
    expect(notices).toEqual(['a request was refused: its head came too slowly']);
  });

  it('has its time anew on a kept connection, and an idle one none', async () => {
    const scene = await limited({ headTimeout: 1_000 });
    const { client, peer } = await asked(scene, get);
    peer.send(noContent);
    await client.endingWith('\r\n\r\n');
    await pass(scene.clock, 1e9);
    client.send('GET /2');
    await pass(scene.clock, 999);
    client.send(' HTTP/1.1\r\nHost: h\r\n\r\nGET /3');
    await scene.log.until(() => scene.log.exchanges.length === 2);
    await pass(scene.clock, 999);
    expect([client.text, scene.log.refusals]).toEqual([noContent, []]);
    peer.send(noContent);
    await pass(scene.clock, 1);
    expect(await client.untilEnd()).toMatch(/^(?:HTTP\/1.1 204 [^\r]+\r\n\r\n){2}HTTP\/1.1 408 /);
  });

  it('waits behind a held poll with its 408', async () => {
    const scene = await limited({ headTimeout: 1_000 });
    const { client, peer } = await asked(scene, `${get}GET /half`);
    await pass(scene.clock, 1e9);
    await scene.log.until(() => scene.log.refusals.length === 1);
    expect(client.text).toBe('');
    peer.send(noContent);
    expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 204 [^\r]+\r\n\r\nHTTP\/1.1 408 /);
    expect((await scene.log.ended()).outcome).toBe('complete');
  });

  it('closes a connection that never says anything, without a word', async () => {
    const { clock, desktop, log } = await limited({ headTimeout: 1_000 });
    const client = desktop();
    const other = desktop();
    other.send('x');
    await pass(clock, 1_000);
    expect(await client.untilEnd()).toBe('');
    await other.untilEnd();
    expect(log.refusals).toHaveLength(1);
  });
});

describe('what waits for a server', () => {
  it('is never cut by a limit in time: a held poll, an idle connection, a websocket', async () => {
    const scene = await limited({});
    const poll = await asked(scene, get);
    const idle = await asked(scene, get);
    idle.peer.send(noContent);
    await idle.client.endingWith('\r\n\r\n');
    const expecting = await asked(
      scene,
      'POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    );
    const upgrade =
      'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const opening = await asked(scene, upgrade);
    const open = await asked(scene, upgrade);
    open.peer.send('HTTP/1.1 101 OK\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await open.client.endingWith('\r\n\r\n');
    await pass(scene.clock, 1e9);
    await pass(scene.clock, 1e9);
    for (const { client, peer } of [poll, idle, expecting, opening, open]) {
      expect([client.ended, client.closed, peer.ended, peer.closed]).toEqual([
        false,
        false,
        false,
        false,
      ]);
    }
    expect(scene.notices).toEqual([]);
  });
});

describe('the body of a request', () => {
  const post = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n';

  it('is cut on both sides if it stalls, and not before', async () => {
    const scene = await limited({ bodyTimeout: 1_000 });
    const { client, peer } = await asked(scene, post);
    for (const byte of ['a', 'b', 'c']) {
      await pass(scene.clock, 999);
      client.send(byte);
      await peer.endingWith(byte);
    }
    await pass(scene.clock, 1_000);
    await client.untilClosed();
    expect(client.error?.code).toBe('ECONNRESET');
    await peer.untilEnd();
    expect(peer.text).toMatch(/\r\n\r\nabc$/);
    expect(await scene.log.ended()).toMatchObject({
      outcome: 'cut-by-desktop',
      requestText: 'abc',
    });
    expect(scene.notices).toEqual(['a request was cut: its body did not go on']);
  });

  it('has its time from the first byte on where it waited for 100 Continue', async () => {
    const scene = await limited({ bodyTimeout: 1_000 });
    const { client, peer } = await asked(
      scene,
      post.replace('Content-', 'Expect: 100-continue\r\nContent-'),
    );
    await pass(scene.clock, 1e9);
    client.send('a');
    await peer.endingWith('a');
    await pass(scene.clock, 1_000);
    await client.untilClosed();
    await peer.untilEnd();
  });

  it('is not late while the server does not take it', async () => {
    const scene = await limited({ bodyTimeout: 1_000 });
    const total = 32 * 1024 * 1024;
    const { client, peer } = await asked(scene, post.replace('9', String(total)));
    const before = peer.length;
    peer.socket.pause();
    client.send(Buffer.alloc(total));
    const read = (): number => scene.log.exchanges[0]?.requestLength ?? 0;
    // Until nothing moves any more.
    for (let seen = -1; seen !== read(); ) {
      seen = read();
      for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(read()).toBeLessThan(total);
    await pass(scene.clock, 1e6);
    peer.socket.resume();
    await peer.until(() => peer.length === before + total);
    expect(client.closed).toBe(false);
  });
});

describe('the head of an answer', () => {
  it('is cut beyond the limit, and the operator is told', async () => {
    const scene = await limited({ responseHead: 2_000 });
    const { client, peer } = await asked(scene, get);
    peer.send(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(2_000)}\r\n\r\n`);
    await client.untilClosed();
    await peer.untilEnd();
    expect(client.text).toBe('');
    expect((await scene.log.ended()).outcome).toBe('cut-by-server');
    expect(scene.notices).toEqual(['an answer was cut: the response head is too large']);
  });
});

describe('connections', () => {
  it('are turned away with 503 beyond the limit, and welcome once there is room', async () => {
    const scene = await limited({ connections: 2 });
    const { client: first, peer } = await asked(scene, get);
    const { client: second } = await asked(scene, get);
    for (let more = 1; more <= 3; more++) {
      const third = scene.desktop();
      third.send(get);
      expect(await third.untilEnd()).toMatch(
        /^HTTP\/1.1 503 Service Unavailable\r\n[\s\S]*\r\nConnection: close\r\n[\s\S]*understudy: the limit of connections \(2\) is reached\n$/,
      );
      expect(scene.log.refusals).toHaveLength(more);
    }
    expect(scene.notices).toEqual([
      'a desktop was turned away: the limit of connections (2) is reached',
    ]);
    expect(scene.server.peers).toHaveLength(2);
    first.socket.resetAndDestroy();
    await peer.untilClosed();
    await scene.log.ended();
    const again = await asked(scene, get);
    again.peer.send(noContent);
    await again.client.endingWith('\r\n\r\n');
    expect(second.ended).toBe(false);
    // A minute later the operator hears of it again.
    scene.clock.advance(60_000);
    await scene.desktop().untilEnd();
    expect(scene.notices).toHaveLength(2);
  });

  it('are cut off where even those that are turned away would be too many', async () => {
    const scene = await limited({ connections: 1 });
    await asked(scene, get);
    const crowd = Array.from({ length: 150 }, () => scene.desktop());
    await Promise.all(crowd.map((client) => client.until(() => client.ended || client.closed)));
    expect(scene.log.refusals).toHaveLength(150);
    const told = crowd.filter(({ text }) => text.startsWith('HTTP/1.1 503 '));
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(crowd.length);
    expect(scene.server.peers).toHaveLength(1);
  });
});

describe('pipelined requests', () => {
  it('are read no further than the limit, and all answered in the end', async () => {
    const scene = await limited({ pipelined: 3 });
    const ask = (index: number): string => `GET /${index} HTTP/1.1\r\nHost: h\r\n\r\n`;
    const many = Array.from({ length: 10 }, (_, index) => ask(index)).join('');
    const { client, peer } = await asked(scene, many);
    await pass(scene.clock, 1e6);
    expect(scene.log.exchanges).toHaveLength(3);
    for (let index = 0; index < 10; index++) {
      await scene.log.until(() => scene.log.exchanges.length === Math.min(10, index + 3));
      await peer.until(() => peer.text.includes(`GET /${index} `));
      expect(scene.log.exchanges).toHaveLength(Math.min(10, index + 3));
      peer.send(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${index}`);
    }
    const answers = Array.from(
      { length: 10 },
      (_, index) => `HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${index}`,
    ).join('');
    await client.until(() => client.length >= answers.length);
    expect(client.text).toBe(answers);
    expect(peer.text).toBe(many.replaceAll('Host: h', `Host: ${scene.server.url.host}`));
    expect(scene.server.peers).toHaveLength(1);
  });

  it('are read no further than until their heads together are as long as one may be', async () => {
    const scene = await limited({ requestHead: 2_000 });
    const large = `GET /${'x'.repeat(1_500)} HTTP/1.1\r\nHost: h\r\n\r\n`;
    const { client, peer } = await asked(scene, large.repeat(4));
    for (let answered = 0; answered < 4; answered++) {
      await scene.log.until(() => scene.log.exchanges.length === Math.min(4, answered + 2));
      await pass(scene.clock, 0);
      expect(scene.log.exchanges).toHaveLength(Math.min(4, answered + 2));
      peer.send(noContent);
      await scene.log.ended(answered);
    }
    await client.until(() => client.text === noContent.repeat(4));
  });

  it('give the server the whole body of the last one that fits', async () => {
    const scene = await limited({ pipelined: 1 });
    const post = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n';
    const { client, peer } = await asked(scene, `${post}ab`);
    client.send(`cd${get}`);
    await peer.endingWith('abcd');
    expect(scene.log.exchanges).toHaveLength(1);
    peer.send(noContent);
    await peer.until(() => peer.text.includes('GET / '));
  });

  it('to a server that is down are not read faster than the desktop takes its 502s', async () => {
    // The answer names the target: 20 kB for each little request.
    const target = new URL(`http://${'x'.repeat(20_000)}`);
    const { log, desktop } = await stage({ target });
    const client = desktop();
    client.socket.pause();
    const total = 4_000;
    client.send(get.repeat(total));
    for (let seen = -1; seen !== log.exchanges.length; ) {
      seen = log.exchanges.length;
      await log.until(() => log.exchanges.length > 0);
      for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(log.exchanges.length).toBeLessThan(total);
    client.socket.resume();
    await log.until(() => log.exchanges.length === total);
    expect((await log.ended(total - 1)).outcome).toBe('unreachable');
  });
});
