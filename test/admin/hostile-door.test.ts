import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { StandIn } from '../../src/replay/stand-in.js';
import { recordedAgent, workday } from '../replay/agent-recording.js';
import { standIns } from '../replay/stand-ins.js';
import { type Asking, askDoor } from './api-book.js';

const house = standIns();
let standIn: StandIn;
let door: Asking;

beforeEach(async () => {
  standIn = await house.of((b) => void workday(recordedAgent(b, 'a1')), {
    admin: { host: '127.0.0.1', port: 0 },
  });
  door = standIn.admin as Asking;
});

function open(): Socket {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

function head(method: string, path: string, more = ''): string {
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${door.token}\r\nContent-Type: application/json\r\n${more}\r\n`;
}

const isThere = async () => (await askDoor(door, 'GET', '/v1/status')).status;

describe('whoever comes to the door with bad intentions', () => {
  it('finds no way in by a token in the query or in the body', async () => {
    const stranger = { url: door.url, token: 'other' };
    for (const target of [
      `/v1/status?token=${door.token}`,
      `/v1/status?access_token=${door.token}`,
    ]) {
      expect(await askDoor(stranger, 'GET', target)).toMatchObject({ status: 401 });
    }
    const body = `access_token=${door.token}`;
    expect(await askDoor(stranger, 'POST', '/v1/reset', { body })).toMatchObject({ status: 401 });
  });

  it('gets no permission for a web page, not even for a preflight', async () => {
    const headers = { Origin: 'http://evil.test', 'Access-Control-Request-Method': 'POST' };
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const answer = await askDoor(door, method, '/v1/reset', { headers });
      expect(answer.status).toBe(403);
      expect(Object.keys(answer.headers).join()).not.toMatch(/access-control/u);
    }
    expect(await askDoor(door, 'OPTIONS', '/v1/reset')).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    });
  });

  it('sends arrays within arrays, and hears what is wrong', async () => {
    for (const body of ['['.repeat(1e6), `{"channel":"/x","data":${'['.repeat(5e5)}`]) {
      expect(await askDoor(door, 'POST', '/v1/notifications', { body })).toMatchObject({
        status: 400,
        json: {
          message: expect.stringMatching(/^the body is not valid JSON: Nested more than 200/u),
        },
      });
    }
    expect(await isThere()).toBe(200);
  });

  it('sends too much, with a length or without, and hears that it is too much', async () => {
    const body = JSON.stringify({ channel: '/x', data: 'x'.repeat(3e6) });
    expect(await askDoor(door, 'POST', '/v1/notifications', { body })).toMatchObject({
      status: 413,
    });
    const socket = open();
    socket.write(head('POST', '/v1/notifications', 'Transfer-Encoding: chunked\r\n'));
    const gone = once(socket, 'close');
    const answered = text(socket);
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    // For ever, if it is let.
    while (!socket.destroyed && socket.writable) {
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), gone]);
    }
    expect(await answered.catch(() => '413')).toMatch(/413/u);
    expect(await isThere()).toBe(200);
  });

  it('announces more than is taken, and is not told to go on before the door knows who it is', async () => {
    const stranger = open();
    stranger.write(
      'POST /v1/reset HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9999\r\n\r\n',
    );
    expect(await text(stranger)).toMatch(/^HTTP\/1\.1 401 /u);
    const known = open();
    known.write(head('POST', '/v1/reset', 'Expect: 100-continue\r\nContent-Length: 2\r\n'));
    const [first] = await once(known, 'data');
    expect(String(first)).toMatch(/^HTTP\/1\.1 100 /u);
    known.write('{}');
    expect(await text(known)).toMatch(/^HTTP\/1\.1 200 /u);
  });

  it('puts several requests into one pipeline, of which the first is heard alone', async () => {
    const socket = open();
    const cast = '{"session":1}';
    const length = `Content-Length: ${cast.length}\r\n`;
    socket.write((head('POST', '/v1/casts', length) + cast).repeat(3));
    const answers = await text(socket);
    expect(answers.match(/HTTP\/1\.1 /gu)).toHaveLength(1);
    expect(standIn.chosen).toHaveLength(1);
  });

  it('smuggles a request behind two lengths, and is refused', async () => {
    const socket = open();
    socket.write(
      head('POST', '/v1/casts', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n') +
        '0\r\n\r\n',
    );
    expect(await text(socket).catch(() => '')).toMatch(/^HTTP\/1\.1 400 |^$/u);
    expect(standIn.chosen).toEqual([]);
  });

  it('names members that objects have anyway, and changes none of them', async () => {
    const data = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const body = `{"channel":"/v2/me/x","data":${data}}`;
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    expect(await askDoor(door, 'POST', '/v1/notifications', { body })).toMatchObject({
      status: 200,
    });
    const wait = `{"notification":{"contains":${data}}}`;
    await desktop.connect();
    expect(await askDoor(door, 'POST', '/v1/wait/notification', { body: wait })).toMatchObject({
      json: { data },
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    for (const query of ['__proto__=1', 'constructor=1', 'toString=1']) {
      expect(await askDoor(door, 'GET', `/v1/calls?${query}`)).toMatchObject({ status: 400 });
    }
  });

  it('pushes numbers that no double holds, which come through as they are', async () => {
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    const data = '{ "id": 12345678901234567890, "price": 1.10, "id": 2e400 }';
    const body = `{"data":null,"channel":"/v2/me/x","data":${data}}`;
    await askDoor(door, 'POST', '/v1/notifications', { body });
    await desktop.connect();
    expect(await askDoor(door, 'POST', '/v1/wait/notification', { body: '{}' })).toMatchObject({
      json: { data },
    });
  });

  it('waits with a pattern that would take others for ever', async () => {
    await house.desktop(standIn).ask('POST', `/api/v2/me/${'a'.repeat(5_000)}`, '{}');
    const call = { path: { pattern: '(a*)*(a|aa)*b$' } };
    const answer = await askDoor(door, 'POST', '/v1/wait/call', { body: { call, timeout: 0 } });
    expect(answer).toMatchObject({ status: 408 });
    const broken = { call: { path: { pattern: '(' } } };
    expect(await askDoor(door, 'POST', '/v1/wait/call', { body: broken })).toMatchObject({
      status: 400,
      json: { message: '"(" is no pattern of RE2' },
    });
  });

  it('sends bytes that are no text', async () => {
    const socket = open();
    socket.write(head('POST', '/v1/casts', 'Content-Length: 3\r\n'));
    socket.write(Buffer.from([0x22, 0xff, 0x22]));
    expect(await text(socket)).toMatch(/ 400 [\s\S]*"the body is not valid UTF-8"/u);
  });

  it('speaks a byte now and then, and takes no place from others for long', async () => {
    const slow = Array.from({ length: 100 }, open);
    await Promise.all(slow.map((each) => once(each, 'connect')));
    for (const each of slow) each.write('POST /v1/reset HTTP/1.1\r\n');
    expect(await isThere()).toBe(200);
    await Promise.all(slow.map((each) => once(each.resume(), 'close')));
    expect(await isThere()).toBe(200);
  });

  it('waits longer than a request may take, and hangs up: the wait is over, too', async () => {
    const gone = new AbortController();
    const body = { timeout: 300_000 };
    const { signal } = gone;
    const wait = askDoor(door, 'POST', '/v1/wait/call', { body, signal });
    const slow = open();
    // Who says nothing is sent away in the time that a request may take; who waits is not.
    await once(slow.resume(), 'close');
    gone.abort();
    await expect(wait).rejects.toThrow('aborted');
    const still = askDoor(door, 'POST', '/v1/wait/call', { body });
    await house.desktop(standIn).operate('Accept');
    expect(await still).toMatchObject({ status: 200, json: { operation: 'Accept' } });
  });

  it('is answered as others are where it asks for another protocol, and gets no websocket', async () => {
    const socket = open();
    socket.write(
      head('GET', '/v1/status', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n'),
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /u);
    const websocket = open();
    websocket.write(head('GET', '/v1/status', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'));
    expect(await text(websocket).catch(() => '')).toBe('');
  });
});
