import { once } from 'node:events';
import http from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carriesToken, checkedToken, newToken } from '../../src/admin/bearer-token.js';
import type { Door } from '../../src/admin/door-server.js';
import { type DoorRoute, startDoor } from '../../src/admin/start-door.js';
import { AddressError, UsageError } from '../../src/errors.js';

const token = newToken();
let door: Door;

beforeEach(async () => {
  door = await startDoor({
    listen: { host: '127.0.0.1', port: 0 },
    token,
    routes: new Map<string, DoorRoute>([
      ['/here', () => ({ status: 200, contentType: 'text/plain', body: 'welcome' })],
      ['/broken', () => Promise.reject(new Error('secret'))],
    ]),
  });
});
afterEach(() => door.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

async function ask(
  path: string,
  headers: http.OutgoingHttpHeaders,
  method = 'GET',
): Promise<Answer> {
  const request = http.request(`${door.url}${path}`, { method, headers }).end();
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const Authorization = `Bearer ${token}`;

describe('the guarded door', () => {
  it('lets in who has the token', async () => {
    expect(await ask('/here?x=1', { Authorization })).toMatchObject({
      status: 200,
      body: 'welcome',
    });
    expect(await ask('/here', { Authorization, Origin: door.url })).toMatchObject({ status: 200 });
    expect(await ask('/here', { authorization: `bearer ${token}` })).toMatchObject({ status: 200 });
  });

  it('answers a HEAD without the body', async () => {
    expect(await ask('/here', { Authorization }, 'HEAD')).toMatchObject({
      status: 200,
      headers: { 'content-length': '7' },
      body: '',
    });
  });

  it('says the same to all who have not', async () => {
    const answers = await Promise.all(
      [
        {},
        { Authorization: '' },
        { Authorization: 'Bearer' },
        { Authorization: 'Bearer x' },
        { Authorization: `Bearer ${token.slice(0, -1)}` },
        { Authorization: `Bearer ${token}x` },
        { Authorization: `Basic ${token}` },
        { Authorization: token },
      ].flatMap((headers) => [ask('/here', headers), ask('/nowhere', headers)]),
    );
    for (const { status, body, headers } of answers) {
      expect([status, body, headers['www-authenticate']]).toEqual([
        401,
        'not allowed; send the token as Authorization: Bearer TOKEN\n',
        'Bearer',
      ]);
    }
  });

  it('refuses names that are not of this machine, whoever asks', async () => {
    for (const Host of ['evil.test', `evil.test:${door.address.port}`, '127.0.0.1.evil.test']) {
      expect(await ask('/here', { Authorization, Host }), Host).toMatchObject({ status: 421 });
    }
    const Host = `localhost:${door.address.port}`;
    expect(await ask('/here', { Authorization, Host })).toMatchObject({ status: 200 });
  });

  it('refuses other web pages, whoever asks', async () => {
    for (const Origin of ['http://evil.test', 'null', 'http://127.0.0.1']) {
      expect(await ask('/here', { Authorization, Origin }), Origin).toMatchObject({ status: 403 });
    }
  });

  it('takes nothing but GET and HEAD', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await ask('/here', { Authorization }, method)).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD' },
      });
    }
    expect(await ask('/nowhere', { Authorization })).toMatchObject({
      status: 404,
      body: 'not here; there is /here and /broken\n',
    });
  });

  it('does not tell what went wrong within', async () => {
    expect(await ask('/broken', { Authorization })).toMatchObject({
      status: 500,
      body: 'failed\n',
    });
  });

  it('reads no long heads', async () => {
    const headers = { Authorization, 'X-Filling': 'x'.repeat(9_000) };
    expect(await ask('/here', headers)).toMatchObject({ status: 431 });
  });

  it('opens no websocket', async () => {
    const socket = connect(door.address.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `GET /here HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${Authorization}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    expect(await text(socket).catch(() => '')).toBe('');
  });

  it('closes at once, and twice, whoever holds a connection', async () => {
    const socket = connect(door.address.port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    const gone = once(socket, 'close');
    await Promise.all([door.close(), door.close(), gone]);
  });

  it('says where it could not listen', async () => {
    const { port } = door.address;
    const again = startDoor({ listen: { host: '127.0.0.1', port }, token, routes: new Map() });
    await expect(again).rejects.toThrow(AddressError);
    await expect(again).rejects.toThrow(`can't listen on 127.0.0.1:${port} (EADDRINUSE)`);
  });
});

describe('a token', () => {
  it('is random, and long enough that nobody guesses it', () => {
    expect(token).toMatch(/^[\w-]{43}$/u);
    expect(newToken()).not.toBe(token);
  });

  it.each(['', ' ', 'two words', 'ü', 'line\n'])(
    'that can not be sent is refused: %j',
    (chosen) => {
      expect(() => checkedToken(chosen)).toThrow(UsageError);
      expect(() => checkedToken(chosen)).not.toThrow(/two words|ü/u);
    },
  );

  it('is never nothing', () => {
    expect(carriesToken('Bearer ', '')).toBe(false);
    expect(carriesToken(undefined, '')).toBe(false);
  });
});
