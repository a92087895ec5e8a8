import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { Socket } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import { Passage } from '../../../src/replay/passing/passage.js';
import { type ReplayFileOptions, replay } from '../../../src/replay/replay.js';
import type { StandIn } from '../../../src/replay/stand-in.js';
import { gwsRules } from '../../../src/rules/rules.js';
import { RawServer, rawDesktop } from '../../capture/relay/raw-peer.js';
import { buildRecording } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { shared } from '../../tls/certificates.js';
import { recordedAgent, workday } from '../agent-recording.js';

const folder = temporaryFolder();
const standIns: StandIn[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const each of standIns.splice(0)) await each.close();
});

async function standInBefore(
  target: string,
  options: ReplayFileOptions = {},
): Promise<{ standIn: StandIn; url: URL }> {
  const file = folder.path(`recording-${folder.files().length}.db`);
  buildRecording(file, (b) => workday(recordedAgent(b, 'a1')));
  const standIn = await replay(file, {
    listen: { host: '127.0.0.1', port: 0 },
    onMiss: 'passthrough',
    target,
    ...options,
  });
  standIns.push(standIn);
  return { standIn, url: new URL(standIn.url) };
}

async function target(): Promise<RawServer> {
  const server = await RawServer.listen();
  onTestFinished(() => server.close());
  return server;
}

const basic = `Basic ${Buffer.from('a1:secret').toString('base64')}`;

/** A server that tells what it was asked. */
async function echo(): Promise<{ server: RawServer; asked: string[] }> {
  const server = await target();
  const asked: string[] = [];
  const serve = async (index = 0): Promise<void> => {
    const peer = await server.peer(index);
    void serve(index + 1);
    await peer.until(() => peer.text.includes('\r\n\r\n'));
    asked.push(peer.text);
    peer.send('HTTP/1.1 200 Fine\r\nX-Real: 1\r\nContent-Length: 4\r\n\r\nreal');
  };
  void serve();
  return { server, asked };
}

describe('what is passed through', () => {
  it('goes as the desktop said it, but for Host, origins and what belongs to the connection', async () => {
    const server = await target();
    const { standIn, url } = await standInBefore(server.url.origin);
    const desktop = rawDesktop(standIn.url);
    const body = gzipSync('{"operationName":"New"}');
    desktop.send(
      Buffer.concat([
        Buffer.from(
          [
            'POST /api/v2/me/new%20one?a=1&a=2 HTTP/1.1',
            `host: ${url.host}`,
            `Authorization: ${basic}`,
            'X-Twice: 1',
            'x-TWICE: 2',
            `Origin: ${url.origin}`,
            'Connection: keep-alive, X-Hop',
            'X-Hop: 1',
            'TE: trailers',
            'Content-Encoding: gzip',
            `Content-Length: ${body.length}`,
            '\r\n',
          ].join('\r\n'),
        ),
        body,
      ]),
    );
    const peer = await server.peer();
    await peer.until(() => peer.length > 0 && peer.text.endsWith(body.toString('latin1')));
    const [head = '', sent = ''] = peer.text.split('\r\n\r\n');
    expect(head.split('\r\n')).toEqual([
      'POST /api/v2/me/new%20one?a=1&a=2 HTTP/1.1',
      `Host: ${server.url.host}`,
      `Authorization: ${basic}`,
      'X-Twice: 1',
      'x-TWICE: 2',
      `Origin: ${server.url.origin}`,
      'Content-Encoding: gzip',
      `Content-Length: ${body.length}`,
      'Connection: close',
    ]);
    expect(gunzipSync(Buffer.from(sent, 'latin1')).toString()).toBe('{"operationName":"New"}');
    peer.send(
      [
        'HTTP/1.1 202 Some Reason',
        `Location: ${server.url.origin}/api/v2/new/1`,
        `Access-Control-Allow-Origin: ${server.url.origin}`,
        'Set-Cookie: JSESSIONID=real; Domain=127.0.0.1; Path=/',
        'Keep-Alive: timeout=5',
        'Transfer-Encoding: chunked',
        '',
        `5\r\n${server.url.origin.slice(0, 5)}\r\n3\r\nabc\r\n0\r\n\r\n`,
      ].join('\r\n'),
    );
    await desktop.until(() => desktop.text.endsWith('0\r\n\r\n'));
    const [answer = '', rest = ''] = desktop.text.split('\r\n\r\n');
    expect(answer.split('\r\n')).toEqual([
      'HTTP/1.1 202 Some Reason',
      `Location: ${url.origin}/api/v2/new/1`,
      `Access-Control-Allow-Origin: ${url.origin}`,
      'Set-Cookie: JSESSIONID=real; Path=/',
      'Understudy-Miss: 1',
      'Connection: keep-alive',
      'Transfer-Encoding: chunked',
    ]);
    expect(rest.replace(/\r\n|^\d$/gmu, '')).toContain('http:');
    desktop.socket.destroy();
  });

  it('is a miss all the same, told with what was near, and its cookie is the desktop’s', async () => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const ask = (path: string, headers: Record<string, string>): Promise<Response> =>
      fetch(standIn.url + path, { method: 'POST', headers, body: '{"operationName":"Accept"}' });
    const played = await ask('/api/v2/me/tweets/T1', { Authorization: basic });
    expect(await played.text()).toBe('{"statusCode":0,"referenceId":45}');
    const passed = ask('/api/v2/me/tweets/T7', { Authorization: basic });
    const peer = await server.peer();
    await peer.until(() => peer.text.includes('Accept'));
    peer.send('HTTP/1.1 200 OK\r\nSet-Cookie: JSESSIONID=real\r\nContent-Length: 2\r\n\r\nok');
    expect(await (await passed).text()).toBe('ok');
    // Whoever had not accepted yet would see no tweets.
    const seen = await fetch(`${standIn.url}/api/v2/me/tweets`, {
      headers: { Cookie: 'JSESSIONID=real' },
    });
    expect(await seen.text()).toBe('{"tweets":["Processing"]}');
    const { misses, passedThrough, untoldMisses } = standIn.report();
    expect({ passedThrough, untoldMisses }).toEqual({ passedThrough: 1, untoldMisses: 0 });
    expect(misses).toMatchObject([
      {
        miss: 1,
        passedThrough: true,
        asked: { path: '/api/v2/me/tweets/T7', operation: 'Accept' },
      },
    ]);
    expect(misses[0]?.nearest[0]?.operation).toBe('Accept');
  });

  it('comes back piece by piece, the head first', async () => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const sent: ClientRequest = request(`${standIn.url}/api/v2/stream`, { agent: false }).end();
    const answered = once(sent, 'response');
    const peer = await server.peer();
    peer.send('HTTP/1.1 200 OK\r\n\r\n');
    const [response] = await answered;
    peer.send('one');
    expect(String((await once(response, 'data'))[0])).toBe('one');
    peer.send('two');
    expect(String((await once(response, 'data'))[0])).toBe('two');
    response.resume();
    peer.socket.end();
    await once(response, 'end');
    expect(response.complete).toBe(true);
  });

  it('is never what the recording answers, nor Bayeux, nor what is broken of it', async () => {
    const { server, asked } = await echo();
    const { standIn } = await standInBefore(server.url.origin);
    const headers = { Authorization: basic };
    const post = (path: string, body: string): Promise<Response> =>
      fetch(standIn.url + path, { method: 'POST', headers, body });
    expect((await fetch(`${standIn.url}/api/v2/me`, { headers })).status).toBe(200);
    const bayeux = '/api/v2/notifications';
    await post(bayeux, '[{"channel":"/meta/handshake","version":"1.0"}]');
    const published = '[{"channel":"/unheard/of","data":1,"clientId":"x"}]';
    await post(bayeux, published);
    expect((await post(bayeux, '[{"chan')).status).toBe(400);
    await fetch(`${standIn.url}/sub/scribe?jsonp=a&message=${encodeURIComponent(published)}`);
    expect(asked).toEqual([]);
    expect((await fetch(`${standIn.url}/else`)).headers.get('understudy-miss')).toBe('1');
    expect(asked).toHaveLength(1);
  });

  it('connects to the target alone, and not before it has to', async () => {
    const { server } = await echo();
    const connected: string[] = [];
    const plain = Socket.prototype.connect;
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (
      this: Socket,
      ...args: unknown[]
    ) {
      const [first] = args.flat() as [{ port?: unknown } | undefined];
      connected.push(String(first?.port));
      return Reflect.apply(plain, this, args) as Socket;
    });
    const { standIn, url } = await standInBefore(server.url.origin);
    expect(connected).toEqual([]);
    await fetch(`${standIn.url}/api/v2/me`);
    expect(connected.filter((port) => port !== url.port)).toEqual([]);
    await fetch(`${standIn.url}/else`);
    expect(connected.filter((port) => port !== url.port)).toEqual([server.url.port]);
  });
});

describe('a target that', () => {
  it('can not be reached is told in one line, with 502', async () => {
    const server = await target();
    const { origin } = server.url;
    await server.close();
    const { standIn } = await standInBefore(origin);
    const answer = await fetch(`${standIn.url}/else`);
    expect(answer.status).toBe(502);
    expect(answer.headers.get('understudy-miss')).toBe('1');
    expect(await answer.text()).toMatch(
      /^understudy: the target http:\/\/\S+ gave no answer \(connect ECONNREFUSED [^\n]+\)\n$/u,
    );
  });

  it('hangs is given up, be it before its answer or within', async () => {
    const server = await target();
    const passage = new Passage(server.url, {
      rules: gwsRules,
      origin: () => 'http://stand-in.test',
      patience: 50,
    });
    const pass = (): Promise<Parameters<Parameters<Passage['pass']>[1]>[0]> =>
      new Promise((resolve) => {
        passage.pass({ method: 'GET', target: '/x', headers: [], body: null }, resolve);
      });
    expect(String((await pass()).body)).toContain('nothing came for 50 ms');
    const answered = pass();
    const peer = await server.peer(1);
    await peer.until(() => peer.text.endsWith('\r\n\r\n'));
    peer.send('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc');
    const { stream } = await answered;
    await expect(stream?.toArray()).rejects.toThrow();
  });

  it('is left by its desktop is left at once', async () => {
    const server = await target();
    const { standIn, url } = await standInBefore(server.url.origin);
    const beginnings = ['', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'];
    for (const [index, begun] of beginnings.entries()) {
      const desktop = rawDesktop(standIn.url);
      desktop.send(`GET /else HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
      const peer = await server.peer(index);
      await peer.until(() => peer.text.endsWith('\r\n\r\n'));
      peer.send(begun);
      if (begun !== '') await desktop.until(() => desktop.text.endsWith('abc'));
      desktop.reset();
      await peer.until(() => peer.ended || peer.closed);
    }
    expect((await fetch(`${standIn.url}/api/v2/me`)).status).toBe(403);
  });

  it.each([
    ['cuts its answer off', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
    ['cuts a chunk off', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc'],
    [
      'lies about a chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nZZ\r\n',
    ],
  ])('%s has its desktop cut off as well', async (_, answer) => {
    const server = await target();
    const { standIn, url } = await standInBefore(server.url.origin);
    const desktop = rawDesktop(standIn.url);
    desktop.send(`GET /else HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
    const peer = await server.peer();
    await peer.until(() => peer.text.endsWith('\r\n\r\n'));
    peer.send(answer);
    await desktop.until(() => desktop.text.includes('abc'));
    peer.socket.end();
    await desktop.untilEnd();
    desktop.socket.destroy();
    expect(desktop.text).not.toMatch(/\r\n0\r\n\r\n$/u);
    expect((await fetch(`${standIn.url}/api/v2/me`)).status).toBe(403);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`],
    ['another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n'],
    ['nothing', ''],
  ])('answers %s gets its desktop an error, and harms nobody', async (_, answer) => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const passed = fetch(`${standIn.url}/else`);
    const peer = await server.peer();
    await peer.until(() => peer.text.endsWith('\r\n\r\n'));
    peer.send(answer);
    peer.socket.end();
    expect((await passed).status).toBeGreaterThanOrEqual(500);
    expect((await fetch(`${standIn.url}/api/v2/me`)).status).toBe(403);
  });

  it.each([
    ['HEAD', '200 OK\r\nContent-Length: 9', 200],
    ['GET', '204 No Content', 204],
    ['GET', '304 Not Modified\r\nETag: "a"', 304],
    ['DELETE', '205 Reset Content\r\nContent-Length: 0', 205],
  ])('answers %s with %s, and no body, is heard so', async (method, head, status) => {
    const server = await target();
    const { standIn, url } = await standInBefore(server.url.origin);
    const desktop = rawDesktop(standIn.url);
    desktop.send(`${method} /else HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
    const peer = await server.peer();
    await peer.until(() => peer.text.endsWith('\r\n\r\n'));
    expect(peer.text).toContain(`${method} /else HTTP/1.1\r\n`);
    peer.send(`HTTP/1.1 ${head}\r\n\r\n`);
    peer.socket.end();
    const text = await desktop.untilEnd();
    desktop.socket.destroy();
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `, 'u'));
    expect(text).not.toContain('Transfer-Encoding');
    expect(text.endsWith('\r\n\r\n')).toBe(true);
    if (method === 'HEAD') expect(text).toContain('Content-Length: 9\r\n');
  });

  it('shows a certificate that nobody vouches for is not told anything', async () => {
    const server = await RawServer.listen(0, shared);
    onTestFinished(() => server.close());
    const { standIn } = await standInBefore(server.url.origin);
    const answer = await fetch(`${standIn.url}/else`, { headers: { Authorization: basic } });
    expect(answer.status).toBe(502);
    expect(await answer.text()).toMatch(/ gave no answer \([^\n]*certificate[^\n]*\)\n$/u);
    expect(server.peers.map(({ text }) => text).join('')).toBe('');
  });

  it('says more than it announced is not heard beyond', async () => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const passed = fetch(`${standIn.url}/else`);
    const peer = await server.peer();
    await peer.until(() => peer.text.endsWith('\r\n\r\n'));
    peer.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\n\r\nsmuggled');
    expect(await (await passed).text()).toBe('ab');
  });

  it('still says nothing when the stand-in closes does not keep it', async () => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const passed = fetch(`${standIn.url}/else`).catch(() => null);
    const peer = await server.peer();
    await standIn.close();
    await peer.until(() => peer.ended || peer.closed);
    await passed;
  });
});

describe('what was missing', () => {
  it('is recorded in a new file, as desktops saw it, and plays from there', async () => {
    const { server, asked } = await echo();
    const recordMissing = folder.path('missing.db');
    const notices: string[] = [];
    const { standIn, url } = await standInBefore(server.url.origin, {
      recordMissing,
      onNotice: (message) => notices.push(message),
    });
    const ask = (at: string): Promise<Response> =>
      fetch(`${at}/api/v2/me/new`, {
        method: 'POST',
        headers: { Authorization: basic },
        body: '{"operationName":"New"}',
      });
    const answer = await ask(standIn.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-real')).toBe('1');
    expect(await answer.text()).toBe('real');
    await fetch(`${standIn.url}/api/v2/me`);
    expect(asked[0]).toContain(`Host: ${server.url.host}\r\n`);
    await standIn.close();
    expect(notices).toEqual([`recorded 1 passed-through exchange in ${recordMissing}`]);
    {
      using recording = openRecording(recordMissing);
      const [exchange, ...others] = [...recording.exchanges()];
      expect(others).toEqual([]);
      expect(exchange).toMatchObject({ method: 'POST', path: '/api/v2/me/new', status: 200 });
      expect(exchange?.requestHeaders).toContainEqual(['Host', url.host]);
      expect(JSON.stringify(exchange?.requestHeaders)).not.toContain(basic);
      expect(recording.info.target).toBe(server.url.origin);
    }
    await using second = await replay(recordMissing, { listen: { host: '127.0.0.1', port: 0 } });
    expect(await (await ask(second.url)).text()).toBe('real');
    expect(asked).toHaveLength(1);
  });

  it('names the stand-in where the server names itself', async () => {
    const server = await target();
    const { standIn, url } = await standInBefore(server.url.origin, {
      recordMissing: folder.path('named.db'),
    });
    const passed = fetch(`${standIn.url}/else`, { redirect: 'manual' });
    const peer = await server.peer();
    await peer.until(() => peer.text.endsWith('\r\n\r\n'));
    peer.send(
      `HTTP/1.1 302 Found\r\nLocation: ${server.url.origin}/there\r\nContent-Length: 0\r\n\r\n`,
    );
    expect((await passed).headers.get('location')).toBe(`${url.origin}/there`);
  });

  it('leaves no file behind if the stand-in can not start', async () => {
    const { server } = await echo();
    const recordMissing = folder.path('never.db');
    const { url } = await standInBefore(server.url.origin);
    const taken = { host: '127.0.0.1', port: Number(url.port) };
    await expect(
      standInBefore(server.url.origin, { recordMissing, listen: taken }),
    ).rejects.toThrow(/can't listen/u);
    await expect(
      standInBefore(server.url.origin, { recordMissing, session: 'nobody' }),
    ).rejects.toThrow(UsageError);
    expect(folder.files()).not.toContain('never.db');
  });
});

it.each<[string, ReplayFileOptions, RegExp]>([
  ['a passthrough to nowhere', { onMiss: 'passthrough' }, /name it with --target/u],
  ['a target for nothing', { target: 'http://h' }, /^--target is for what is passed through/u],
  ['a file for nothing', { recordMissing: 'x.db' }, /^--record-missing is for what is passed/u],
  ['no origin', { onMiss: 'passthrough', target: 'http://h/p' }, /must be an origin alone/u],
  [
    'a file that exists',
    { onMiss: 'passthrough', target: 'http://h', recordMissing: import.meta.filename },
    /name another --record-missing/u,
  ],
  ['an unknown reply', { onMiss: 'shrug' as never }, /^--on-miss 'shrug' is unknown/u],
  ['an unknown repeat', { repeat: 'twice' as never }, /^--repeat 'twice' is unknown/u],
])('refuses %s', async (_, options, message) => {
  const file = folder.path('refused.db');
  if (!folder.files().includes('refused.db')) buildRecording(file, () => {});
  const error: unknown = await replay(file, options).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(message);
});

describe('what is being passed through', () => {
  it('is let go when the stand-in begins anew, in the middle of an answer or before it', async () => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const ask = (path: string): ReturnType<typeof rawDesktop> => {
      const desktop = rawDesktop(standIn.url);
      desktop.send(`GET ${path} HTTP/1.1\r\nHost: h\r\nAuthorization: ${basic}\r\n\r\n`);
      return desktop;
    };
    const first = ask('/begun');
    const peer = await server.peer(0);
    await peer.until(() => peer.text.includes('\r\n\r\n'));
    peer.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc');
    await first.until(() => first.text.endsWith('abc'));
    const second = ask('/silent');
    const silent = await server.peer(1);
    await silent.until(() => silent.text.includes('\r\n\r\n'));
    await standIn.reset();
    await first.untilEnd();
    await second.until(() => second.text.includes('before the target answered'));
    expect(second.text).toMatch(/^HTTP\/1\.1 502 /u);
  });

  it('keeps the bytes of a head that are no ASCII', async () => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const desktop = rawDesktop(standIn.url);
    desktop.send(`GET /odd HTTP/1.1\r\nHost: h\r\nAuthorization: ${basic}\r\n\r\n`);
    const peer = await server.peer(0);
    await peer.until(() => peer.text.includes('\r\n\r\n'));
    peer.send(
      Buffer.from('HTTP/1.1 200 OK\r\nX-Odd: "\xe9"\r\nContent-Length: 2\r\n\r\nok', 'latin1'),
    );
    await desktop.until(() => desktop.text.endsWith('ok'));
    expect(desktop.text).toContain('X-Odd: "\xe9"');
  });

  it('is a 502 if the target answers with what is no status', async () => {
    const server = await target();
    const { standIn } = await standInBefore(server.url.origin);
    const desktop = rawDesktop(standIn.url);
    desktop.send(`GET /odd HTTP/1.1\r\nHost: h\r\nAuthorization: ${basic}\r\n\r\n`);
    const peer = await server.peer(0);
    await peer.until(() => peer.text.includes('\r\n\r\n'));
    peer.send('HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n');
    await desktop.until(() => desktop.text.includes('99 is no status'));
    expect(desktop.text).toMatch(/^HTTP\/1\.1 502 /u);
  });
});
