import { once } from 'node:events';
import { request } from 'node:http';
import { connect, Socket } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AddressError, UsageError } from '../../src/errors.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { replay } from '../../src/replay/replay.js';
import type { ReplayOptions } from '../../src/replay/replay-options.js';
import type { StandIn } from '../../src/replay/stand-in.js';
import { systemClock } from '../../src/time/clock.js';
import { createDesktop, type Desktop } from '../desktops/desktop.js';
import { notifications } from '../desktops/transcript.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, workday } from './agent-recording.js';
import { states } from './play.js';

const folder = temporaryFolder();
const standIns: StandIn[] = [];
const anyPort = { host: '127.0.0.1', port: 0 };

async function standInFor(
  build: (b: RecordingBuilder) => void,
  options: ReplayOptions = {},
): Promise<StandIn> {
  const file = folder.path(`recording-${standIns.length}.db`);
  buildRecording(file, build);
  const standIn = await replay(file, { listen: anyPort, ...options });
  standIns.push(standIn);
  return standIn;
}

afterEach(async () => {
  for (const each of standIns.splice(0)) await each.close();
});

const oneAgent = (b: RecordingBuilder): void => workday(recordedAgent(b, 'a1'));
const basic = { Authorization: `Basic ${Buffer.from('a1:secret').toString('base64')}` };

/** The workday, performed with the official client. */
async function work(desktop: Desktop): Promise<void> {
  const post = (path: string, body: object): Promise<unknown> =>
    desktop.request('POST', path, { body: JSON.stringify(body) });
  const until = (state: string): Promise<void> =>
    desktop.until(state, (sights) =>
      sights.some((each) => each.kind === 'notification' && each.data.includes(`"${state}"`)),
    );
  await desktop.request('GET', '/api/v2/me');
  await desktop.request('GET', '/api/v2/me', {
    headers: { Authorization: `Basic ${Buffer.from(`${desktop.user}:x`).toString('base64')}` },
  });
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  await post('/api/v2/me', { operationName: 'StartContactCenterSession' });
  await until('Invited');
  await post('/api/v2/me/tweets/T1', { operationName: 'Accept' });
  await until('Processing');
  await post('/api/v2/me/tweets/T1', { operationName: 'Complete', queuePath: '/contacts/1' });
  await until('Completed');
  await desktop.disconnect();
}

describe('a stand-in', () => {
  it.each(['cometd9', 'cometd3'] as const)(
    'plays a day to the official client, %s',
    async (client) => {
      const standIn = await standInFor(oneAgent);
      const desktop = createDesktop({ url: standIn.url, user: 'a1', client });
      await work(desktop);
      desktop.close();
      const seen = notifications(desktop.transcript()).map(({ data }) => data);
      expect(states(seen)).toEqual(['Invited', 'Processing', 'Completed']);
      expect(seen.at(-1)).toContain(standIn.url.replaceAll('/', '\\/'));
      expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    },
  );

  it('plays copies of one recorded desktop side by side, each with its own ids and cookies', async () => {
    const standIn = await standInFor(oneAgent);
    const desktops = [1, 2, 3].map(() =>
      createDesktop({ url: standIn.url, user: 'a1', client: 'cometd9' }),
    );
    await Promise.all(desktops.map(work));
    for (const each of desktops) each.close();
    for (const each of desktops) {
      const seen = notifications(each.transcript()).map(({ data }) => data);
      expect(states(seen)).toEqual(['Invited', 'Processing', 'Completed']);
    }
    const cookies = desktops.flatMap((each) =>
      each
        .transcript()
        .sights.flatMap((sight) => (sight.kind === 'http' ? sight.headers : []))
        .filter(([name]) => name === 'set-cookie')
        .map(([, value]) => value),
    );
    expect(new Set(cookies).size).toBe(3);
    expect(standIn.report()).toMatchObject({ misses: [], undelivered: [] });
  });

  it('sends headers as recorded, in order, with repeats and case, framing made anew', async () => {
    const standIn = await standInFor(oneAgent);
    const sent = request(`${standIn.url}/api/v2/me`, { headers: basic, agent: false }).end();
    const [response] = await once(sent, 'response');
    const body = await textOf(response);
    expect(response.rawHeaders).toEqual([
      'Content-Type',
      'application/json',
      'Set-Cookie',
      expect.stringMatching(/^JSESSIONID=[0-9a-f]{32}; Path=\/; HttpOnly$/),
      'X-Twice',
      '1',
      'x-twice',
      '2',
      'Date',
      'Thu, 01 Jan 2026 00:00:00 GMT',
      'Content-Length',
      String(Buffer.byteLength(body)),
      'Connection',
      'close',
    ]);
    expect(body).toContain(`"uri":"${standIn.url}/api/v2/users/a1"`);
  });

  it('answers a miss with 404, its number and what is nearest', async () => {
    const standIn = await standInFor(oneAgent);
    const answer = await fetch(`${standIn.url}/api/v2/me/tweets/T1`, {
      method: 'POST',
      headers: basic,
      body: '{"operationName":"Complete","queuePath":"/contacts/2"}',
    });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('understudy-miss')).toBe('1');
    const miss = await answer.json();
    expect(miss).toMatchObject({
      miss: 1,
      asked: {
        method: 'POST',
        path: '/api/v2/me/tweets/T1',
        operation: 'Complete',
        body: '{"operationName":"Complete","queuePath":"/contacts/2"}',
      },
      nearest: [
        {
          method: 'POST',
          path: '/api/v2/me/tweets/T1',
          operation: 'Complete',
          differences: [{ path: 'body/queuePath', asked: '/contacts/2', recorded: '/contacts/1' }],
        },
        { operation: 'Accept' },
        {},
      ],
    });
    expect(standIn.report().misses).toEqual([miss]);
  });

  it('sends a body in its recorded coding to who accepts it, else decoded', async () => {
    const content = Buffer.from('{"a":1}');
    const encoded = gzipSync(content, { level: 1 });
    const standIn = await standInFor((b) => {
      b.exchange({
        method: 'GET',
        path: '/zipped',
        responseHeaders: [
          ['Content-Encoding', 'gzip'],
          ['Content-Length', String(encoded.length)],
        ],
        responseBody: {
          content,
          encoded,
          encoding: 'gzip',
          length: encoded.length,
          digest: null,
          omitted: null,
        },
      });
    });
    const ask = async (headers: Record<string, string>): Promise<[unknown, Buffer]> => {
      const [response] = await once(
        request(`${standIn.url}/zipped`, { headers }).end(),
        'response',
      );
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      return [response.headers['content-encoding'], Buffer.concat(chunks)];
    };
    expect(await ask({ 'Accept-Encoding': 'br;q=1, gzip;q=0.5' })).toEqual(['gzip', encoded]);
    expect(await ask({ 'Accept-Encoding': 'gzip;q=0, *' })).toEqual([undefined, content]);
    expect(await ask({})).toEqual([undefined, content]);
  });

  it('sends nothing that a hostile recording smuggles into headers', async () => {
    const standIn = await standInFor((b) => {
      b.exchange({
        method: 'GET',
        path: '/hostile',
        reason: 'OK\r\nX-Injected: 1',
        responseHeaders: [
          ['X-Evil', 'a\r\nX-Injected: 1'],
          ['Bad Name', 'x'],
          ['__proto__', 'y'],
          ['Content-Length', '99999'],
        ],
        responseBody: '{"__proto__":{"polluted":true}}',
      });
      b.exchange({ method: 'GET', path: '/odd-status', status: 42, responseBody: 'x' });
    });
    const answer = await fetch(`${standIn.url}/hostile`);
    expect(await answer.text()).toBe('{"__proto__":{"polluted":true}}');
    expect(answer.headers.get('x-injected')).toBeNull();
    expect(answer.headers.get('x-evil')).toBe('a  X-Injected: 1');
    const odd = await fetch(`${standIn.url}/odd-status`);
    expect(odd.status).toBe(404);
    expect(await odd.json()).toMatchObject({
      nearest: [
        {
          differences: [{ path: 'answer', recorded: 'the recorded status 42 is no final one' }],
        },
        {},
      ],
    });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('finds the call in a body that comes encoded', async () => {
    const standIn = await standInFor(oneAgent);
    const answer = await fetch(`${standIn.url}/api/v2/me/tweets/T1`, {
      method: 'POST',
      headers: { ...basic, 'Content-Encoding': 'gzip' },
      body: gzipSync('{"operationName":"Accept"}'),
    });
    expect(await answer.text()).toBe('{"statusCode":0,"referenceId":45}');
  });

  it('refuses a request body beyond its limit', async () => {
    const standIn = await standInFor(oneAgent);
    const sent = request(`${standIn.url}/api/v2/me`, { method: 'POST' });
    sent.on('error', () => {});
    const answered = once(sent, 'response');
    sent.end(Buffer.alloc(16 * 1024 * 1024 + 1));
    const [response] = await answered;
    expect(response.statusCode).toBe(413);
    response.resume();
  });

  it('opens no connection of its own while it plays', async () => {
    const standIn = await standInFor(oneAgent);
    const own: unknown[] = [];
    const { port } = new URL(standIn.url);
    const plain = Socket.prototype.connect;
    const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (
      this: Socket,
      ...args: unknown[]
    ) {
      const [first] = args.flat() as [{ port?: unknown } | undefined];
      if (String(first?.port) !== port) own.push(first);
      return Reflect.apply(plain, this, args) as Socket;
    });
    const desktop = createDesktop({ url: standIn.url, user: 'a1', client: 'cometd9' });
    await work(desktop);
    desktop.close();
    expect(spy).toHaveBeenCalled();
    expect(own).toEqual([]);
    // The spy would have seen it.
    connect(1, '127.0.0.1')
      .on('error', () => {})
      .destroy();
    expect(own).toHaveLength(1);
    spy.mockRestore();
  });

  it('answers a held connect when it closes', async () => {
    const clock = systemClock();
    let hold = (): void => {};
    const isHeld = new Promise<void>((resolve) => {
      hold = resolve;
    });
    const standIn = await standInFor(oneAgent, {
      clock: {
        ...clock,
        after(ms, callback) {
          hold();
          return clock.after(ms, callback);
        },
      },
    });
    const bayeux = async (message: object): Promise<Record<string, unknown>[]> => {
      const body = JSON.stringify([{ id: '1', ...message }]);
      const url = `${standIn.url}/api/v2/notifications`;
      return (await fetch(url, { method: 'POST', headers: basic, body })).json() as never;
    };
    const [shaken] = await bayeux({ channel: '/meta/handshake' });
    const connect = { channel: '/meta/connect', clientId: shaken?.clientId };
    await bayeux(connect);
    const held = bayeux(connect);
    await isHeld;
    await standIn.close();
    expect(await held).toEqual([expect.objectContaining({ id: '1', successful: true })]);
  });

  it('cuts off who sends half a request when it closes, and may be closed twice', async () => {
    const standIn = await standInFor(oneAgent);
    const half = connect(Number(new URL(standIn.url).port), '127.0.0.1');
    await once(half, 'connect');
    half.on('error', () => {});
    half.write('POST /api/v2/me HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc');
    const cut = new Promise((resolve) => half.once('close', resolve));
    await Promise.all([standIn.close(), standIn.close(), cut]);
    await standIn.close();
  });

  it('says in one line that an address is taken or a session is not there', async () => {
    const standIn = await standInFor(oneAgent);
    const taken = { host: '127.0.0.1', port: Number(new URL(standIn.url).port) };
    await expect(standInFor(oneAgent, { listen: taken })).rejects.toThrow(AddressError);
    await expect(standInFor(oneAgent, { session: 'nobody' })).rejects.toThrow(UsageError);
  });

  it('leaves the recording as it was', async () => {
    const standIn = await standInFor(oneAgent);
    await fetch(`${standIn.url}/api/v2/me`);
    await standIn.close();
    using recording = openRecording(folder.path('recording-0.db'));
    expect(recording.sessions()).toHaveLength(1);
    expect(folder.files()).toEqual(['recording-0.db']);
  });
});
