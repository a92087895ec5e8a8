import { once, setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { mostWaiting } from '../../src/admin/perform-operation.js';
import { openAdminDoor } from '../../src/capture/admin/open-admin-door.js';
import { recordDoor } from '../../src/capture/admin/operations.js';
import { replayDoor } from '../../src/replay/admin/operations.js';
import type { ReplayFileOptions } from '../../src/replay/replay.js';
import type { StandIn } from '../../src/replay/stand-in.js';
import { startRecorderTalk } from '../e2e/recorder-talk.js';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, workday } from '../replay/agent-recording.js';
import { standIns } from '../replay/stand-ins.js';
import { ApiBook, type Asking, askDoor } from './api-book.js';

const house = standIns();
const folder = temporaryFolder();
const office = (b: RecordingBuilder): void => {
  workday(recordedAgent(b, 'a1'));
  workday(recordedAgent(b, 'a2'), 70);
};
const admin = { host: '127.0.0.1', port: 0 };
/** Of a file of its own: what was seen is noted over all tests. */
const book = new ApiBook();
const large = JSON.stringify('x'.repeat(1024 * 1024));

async function guarded(options: ReplayFileOptions = {}): Promise<[StandIn, Asking]> {
  const standIn = await house.of(office, { admin, ...options });
  if (standIn.admin === null) throw new Error('no door');
  return [standIn, standIn.admin];
}

/** A recorder in front of a stand-in. */
async function recorder(): Promise<{
  readonly door: Asking;
  readonly url: string;
  readonly ended: Promise<number | null>;
}> {
  const { url: target } = await house.of(office);
  const talk = startRecorderTalk([
    ...['--target', target, '--output', folder.path('a.db'), '--json', '--admin', '127.0.0.1:0'],
  ]);
  const { url } = (await talk.event('listening')) as { url: string };
  return {
    door: (await talk.event('admin')) as unknown as Asking,
    url,
    ended: talk.ended,
  };
}

/** Whatever is asked for, who has no key or is elsewhere is refused, and so is what is no JSON. */
async function refusals(door: Asking, tag: string): Promise<void> {
  for (const [method, path, { tags, parameters }] of book.operations()) {
    if (!tags.includes(tag)) continue;
    const status = async (headers: Record<string, string>, body?: unknown, target = path) =>
      (await book.ask(door, method, target, { headers, body })).status;
    expect(await status({ Authorization: 'Bearer other' })).toBe(401);
    expect(await status({ Origin: 'http://evil.test' })).toBe(403);
    expect(await status({ Host: 'evil.test' })).toBe(421);
    if (parameters !== undefined) {
      for (const query of ['other=1', 'limit=0', 'limit=1e3', 'after=-1', 'after=1&after=2']) {
        expect(await status({}, undefined, `${path}?${query}`), query).toBe(400);
      }
    }
    if (method === 'GET') continue;
    expect(await status({ 'Content-Type': 'text/plain' }, '{}')).toBe(415);
    expect(await status({}, large)).toBe(413);
    for (const body of ['[', '[]', '1', '{"other":1}', '{"__proto__":{}}', '{}{}', '\ufeff{}']) {
      expect(await status({}, body), `${method} ${path} ${body}`).toBe(400);
    }
  }
}

describe('the OpenAPI file holds of the real doors', () => {
  let standIn: StandIn;
  let door: Asking;
  beforeEach(async () => {
    [standIn, door] = await guarded({ timing: 'manual' });
  });

  it('in its paths and methods, which are those that there are', async () => {
    const inCode = [replayDoor, recordDoor].flatMap(({ operations }) =>
      Object.values(operations).map(({ method, path }) => `${method} ${path}`),
    );
    const inFile = book.operations().map(([method, path]) => `${method} ${path}`);
    expect(inFile.toSorted()).toEqual([...new Set(inCode)].toSorted());
    const { json } = await askDoor(door, 'GET', '/nowhere');
    for (const { method, path } of Object.values(replayDoor.operations)) {
      expect(json.message).toContain(`${method} ${path}`);
    }
  });

  it('where a stand-in refuses', async () => {
    await refusals(door, 'replay');
    expect(await standIn.liveSessions).toEqual([]);
  });

  it('where a stand-in does what it is asked for', async () => {
    const get = async (path: string) => (await book.ask(door, 'GET', path)).json;
    const post = async (path: string, body?: unknown) =>
      (await book.ask(door, 'POST', path, { body })).json;
    expect((await get('/openapi.json')).openapi).toBe('3.1.1');
    expect(await post('/v1/casts', { session: 'a2', user: 'a1' })).toEqual({
      session: 2,
      user: 'a1',
    });
    expect((await get('/v1/casts')).casts).toHaveLength(1);
    const desktop = house.desktop(standIn);
    const arriving = desktop.arrive().then(() => desktop.subscribe());
    await standIn.flush(arriving);
    expect(await get('/v1/live-sessions')).toMatchObject({ sessions: [{ session: 2 }] });
    const called = desktop.operate('Nothing', { id: 12345678901234567890n.toString() });
    const call = await post('/v1/wait/call', { call: { operation: 'Nothing' } });
    expect(call).toMatchObject({ number: 1, user: 'a1', session: 2 });
    await called;
    expect((await get('/v1/calls')).calls[0]).toMatchObject({ status: 404, miss: { miss: 1 } });
    expect((await get('/v1/misses')).misses).toHaveLength(1);
    expect((await get('/v1/unplayed')).unplayed).not.toHaveLength(0);
    expect((await get('/v1/recorded-sessions')).sessions).toEqual([
      { id: 1, user: 'a1' },
      { id: 2, user: 'a2' },
    ]);
    expect(await get('/v1/status')).toMatchObject({ calls: 1, timing: 'manual' });
    expect(await post('/v1/notifications', { channel: '/v2/me/x', data: [1.1] })).toEqual({
      desktops: 1,
    });
    await desktop.connect();
    expect(await post('/v1/wait/notification', { notification: { channel: '/v2/me/x' } })).toEqual(
      expect.objectContaining({ data: '[1.1]', state: 'sent', call: null, notification: null }),
    );
    expect(await post('/v1/advance', { ms: 1000 })).toEqual({});
    expect(await post('/v1/flush')).toEqual({});
    expect(await post('/v1/wait/idle', {})).toEqual({});
    expect((await get('/v1/report')).misses).toHaveLength(1);
    await book.ask(door, 'DELETE', '/v1/casts');
    const rules = ['error:operation=Accept', { kind: 'drop', rate: 0.5 }];
    expect(
      (await book.ask(door, 'PUT', '/v1/faults', { body: { faults: rules, seed: 3 } })).json,
    ).toEqual({ faults: ['error:operation=Accept', 'drop:rate=0.5'] });
    expect((await standIn.flush(desktop.operate('Accept'))).status).toBe(503);
    expect((await get('/v1/faults')).faults).toMatchObject([
      { rule: 'error:operation=Accept', kind: 'error', user: 'a1', session: 2 },
    ]);
    expect(await post('/v1/reset')).toEqual({});
    expect(await get('/v1/status')).toMatchObject({ calls: 0, liveSessions: 0 });
    expect((await post('/v1/close')).misses).toEqual([]);
    await standIn.closed;
  });

  it('where a stand-in waits in vain', async () => {
    const post = (path: string, body?: unknown) => book.ask(door, 'POST', path, { body });
    const call = await post('/v1/wait/call', { call: { method: 'PUT' }, timeout: 0 });
    expect(call).toMatchObject({
      status: 408,
      json: {
        error: 'timeout',
        message: 'waited for a call with method "PUT", but none came in 0 ms',
        details: ['  no call came at all'],
      },
    });
    expect(await post('/v1/wait/notification', { timeout: 0 })).toMatchObject({ status: 408 });
    for (const path of ['/v1/wait/call', '/v1/wait/notification']) {
      let over = false;
      const waiting = post(path, { timeout: 60_000 }).finally(() => {
        over = true;
      });
      // It may not have come to the door yet.
      while (!over) {
        await new Promise(setImmediate);
        await standIn.reset();
      }
      expect(await waiting).toMatchObject({ status: 409, json: { error: 'reset' } });
    }
  });

  it('where a stand-in can not tell when it is over', async () => {
    const post = (path: string, body?: unknown) => book.ask(door, 'POST', path, { body });
    // A request that never ends is one that is going on.
    const half = connect(Number(new URL(standIn.url).port), '127.0.0.1');
    onTestFinished(() => void half.destroy());
    half.write('POST /api/v2/me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{');
    for (;;) {
      const { status } = await post('/v1/wait/idle', { timeout: 0 });
      if (status === 408) break;
    }
    // An answer that nobody takes does not leave.
    const [big, itsDoor] = await bigAnswers();
    for (const [path, body] of [
      ['/v1/advance', { ms: 0, timeout: 0 }],
      ['/v1/flush', { timeout: 0 }],
    ] as const) {
      expect(await book.ask(itsDoor, 'POST', path, { body }), path).toMatchObject({ status: 408 });
    }
    expect(big.calls).toHaveLength(1);
    const [, other] = await guarded();
    expect(await book.ask(other, 'POST', '/v1/advance', { body: { ms: 1 } })).toMatchObject({
      status: 409,
      json: { error: 'conflict' },
    });
  });

  it('where too many wait at a door', async () => {
    const many = await crowded(door);
    for (const [method, path, { responses, tags }] of book.operations()) {
      if (!tags.includes('replay') || !('503' in responses)) continue;
      const body = path === '/v1/advance' ? { ms: 1 } : {};
      const answer = await book.ask(door, method, path, { body });
      expect(answer).toMatchObject({ status: 503, json: { error: 'busy' } });
    }
    expect(await askDoor(door, 'GET', '/v1/status')).toMatchObject({ status: 200 });
    many.abort();
    await until(async () => {
      const { status } = await book.ask(door, 'POST', '/v1/wait/call', { body: { timeout: 0 } });
      return status === 408;
    });
  });

  it('where a recorder refuses, and does what it is asked for', async () => {
    const { door: at, url, ended } = await recorder();
    await refusals(at, 'record');
    const desktop = house.desktop({ url } as StandIn);
    const answered = book.ask(at, 'POST', '/v1/recorder/wait/notification', {
      body: { notification: { correlated: true, user: 'a1', contains: { referenceId: 45 } } },
    });
    await desktop.arrive();
    await desktop.subscribe();
    const { text } = await desktop.operate('Accept');
    await desktop.connect();
    const post = async (path: string, body?: unknown) => await book.ask(at, 'POST', path, { body });
    const call = await post('/v1/recorder/wait/call', {
      call: { operation: 'Accept', path: { pattern: 'tweets/T\\d' }, method: 'post', user: 'a1' },
    });
    expect(call.json).toMatchObject({ status: 200, session: 1, user: 'a1' });
    expect(JSON.parse(text)).toMatchObject({ referenceId: 45 });
    expect((await answered).json).toMatchObject({ call: call.json.exchange, copy: false });
    const later = { after: call.json.exchange, timeout: 0 };
    expect(await post('/v1/recorder/wait/call', later)).toMatchObject({ status: 408 });
    const none = { notification: { channel: '/none' }, timeout: 0 };
    expect(await post('/v1/recorder/wait/notification', none)).toMatchObject({ status: 408 });
    expect((await book.ask(at, 'GET', '/v1/recorder')).json).toMatchObject({
      gaps: 0,
      counts: { calls: 1 },
    });
    for (const path of ['/openapi.json', '/healthz', '/metrics']) await book.ask(at, 'GET', path);
    const second = folder.path('a.2.db');
    expect((await post('/v1/recorder/rotate')).json).toEqual({ file: second });
    const inSecond = post('/v1/recorder/wait/call', { call: { operation: 'Nothing' } });
    await desktop.operate('Nothing');
    expect((await inSecond).json).toMatchObject({ operation: 'Nothing', status: 404 });
    expect((await book.ask(at, 'GET', '/v1/recorder')).json).toMatchObject({ parts: 2 });
    const closing = await post('/v1/recorder/close', {});
    expect(closing.json).toMatchObject({
      file: folder.path('a.db'),
      files: [folder.path('a.db'), second],
      gaps: [],
      counts: { calls: 2 },
    });
    expect(await ended).toBe(0);
  });

  it('where a recorder is about to close', async () => {
    const options = { admin, adminToken: 'here' };
    const target = new URL('http://gws.test');
    const behind = {
      ...{ url: '', files: () => [], status: () => never() },
      ...{ rotate: () => never(), close: () => never() },
    };
    const closing = await openAdminDoor(options, target, () => behind);
    onTestFinished(() => closing?.door.close());
    closing?.endWaits();
    for (const each of ['call', 'notification']) {
      const at = { url: closing?.url ?? '', token: 'here' };
      expect(await book.ask(at, 'POST', `/v1/recorder/wait/${each}`)).toMatchObject({
        status: 409,
        json: { error: 'closed' },
      });
    }
  });

  it('where a recorder is only starting', async () => {
    const options = { admin, adminToken: 'here' };
    const target = new URL('http://gws.test');
    const starting = await openAdminDoor(options, target, () => undefined);
    onTestFinished(() => starting?.door.close());
    const at = { url: starting?.url ?? '', token: 'here' };
    for (const [method, path, { responses, tags }] of book.operations()) {
      if (!tags.includes('record') || !('503' in responses)) continue;
      expect(
        await book.ask(at, method, path, { body: method === 'GET' ? undefined : {} }),
      ).toMatchObject({ status: 503, json: expect.objectContaining({}) });
    }
  });

  it('in each status that it lists', () => {
    expect(book.unseen()).toEqual([]);
  });
});

function never(): never {
  throw new Error('nobody asks for it');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}

/** As many wait as may. */
async function crowded(door: Asking): Promise<AbortController> {
  const many = new AbortController();
  setMaxListeners(0, many.signal);
  const body = { timeout: 60_000 };
  for (let at = 0; at < mostWaiting; at++) {
    askDoor(door, 'POST', '/v1/wait/call', { body, signal: many.signal }).catch(() => {});
  }
  await until(async () => {
    const { status } = await askDoor(door, 'POST', '/v1/wait/call', { body: { timeout: 0 } });
    return status === 503;
  });
  return many;
}

/** A stand-in with an answer that its desktop does not read. */
async function bigAnswers(): Promise<[StandIn, Asking]> {
  const standIn = await house.of(
    (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.call('/api/v2/me/big', '{"operationName":"Big"}', JSON.stringify('x'.repeat(2e7)));
    },
    { admin, timing: 'manual' },
  );
  const { port } = new URL(standIn.url);
  const desktop = connect(Number(port), '127.0.0.1').pause();
  onTestFinished(() => void desktop.destroy());
  await once(desktop, 'connect');
  const body = '{"operationName":"Big"}';
  desktop.write(
    `POST /api/v2/me/big HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic YTE6YQ==\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await standIn.waitFor({ call: { operation: 'Big' } });
  void standIn.flush();
  await standIn.waitFor({ call: (each) => each.status !== null });
  if (standIn.admin === null) throw new Error('no door');
  return [standIn, standIn.admin];
}
