import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { makeReady } from '../../src/replay/answer/ready-answer.js';
import type { Answer } from '../../src/replay/exchange-at-the-door.js';
import type { Stage } from '../../src/replay/stage.js';
import { stageDoor } from '../../src/replay/stage-door.js';
import { websocketDoor } from '../../src/replay/websocket-door.js';

async function withStage(
  handle: Stage['handle'],
  act: (url: string) => Promise<void>,
): Promise<void> {
  const server = stageDoor({ handle });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

it('tells the stage that a request which waits has lost its connection', async () => {
  let came = (): void => {};
  let lost = (): void => {};
  const comes = new Promise<void>((resolve) => {
    came = resolve;
  });
  const isLost = new Promise<void>((resolve) => {
    lost = resolve;
  });
  await withStage(
    () => {
      came();
      return lost;
    },
    async (url) => {
      const sent = request(url, { agent: false }).on('error', () => {});
      sent.end();
      await comes;
      sent.destroy();
      await isLost;
    },
  );
});

it('answers 500 with the reason when the recording fails, and goes on', async () => {
  let requests = 0;
  await withStage(
    (_, respond) => {
      if (++requests === 1) throw new Error('the recording is damaged');
      respond({ status: 200, reason: 'OK', headers: [['Content-Length', '0']], body: null });
      return null;
    },
    async (url) => {
      const first = await fetch(url);
      expect([first.status, await first.text()]).toEqual([
        500,
        'understudy: the recording is damaged\n',
      ]);
      expect((await fetch(url)).status).toBe(200);
    },
  );
});

it('hands over a request as it came: names, order, repeats, bytes', async () => {
  let seen: unknown;
  await withStage(
    (live, respond) => {
      seen = { ...live, headers: live.headers.slice(0, 3), body: live.body?.toString() };
      respond({ status: 204, reason: '', headers: [], body: null });
      return null;
    },
    async (url) => {
      const headers = ['X-a', '1', 'x-A', '2', 'Host', 'stand-in.test', 'Content-Length', '3'];
      const sent = request(`${url}/p?q=%20`, { method: 'PUT', headers, agent: false }).end('abc');
      const [response] = await once(sent, 'response');
      response.resume();
      expect(response.statusCode).toBe(204);
      expect(response.statusMessage).toBe('');
    },
  );
  expect(seen).toEqual({
    method: 'PUT',
    target: '/p?q=%20',
    headers: [
      ['X-a', '1'],
      ['x-A', '2'],
      ['Host', 'stand-in.test'],
    ],
    body: 'abc',
  });
});

it.each([256, 100_000])(
  'sends all %d bytes of an answer that was made ready as they are',
  async (size) => {
    const body = Buffer.from(Array.from({ length: size }, (_, at) => at % 256));
    const answer: Answer = {
      status: 200,
      reason: 'OK',
      headers: [['Content-Length', String(size)]],
      body,
    };
    makeReady(answer);
    await withStage(
      (_, respond) => {
        respond(answer);
        return null;
      },
      async (url) => {
        for (let n = 0; n < 2; n++) {
          const response = await fetch(url);
          expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
        }
      },
    );
  },
);

it('puts a body together that comes in pieces, and tells an empty one from none', async () => {
  const bodies: (string | null)[] = [];
  await withStage(
    ({ body }, respond) => {
      bodies.push(body === null ? null : Buffer.from(body).toString());
      respond({ status: 204, reason: 'No Content', headers: [], body: null });
      return null;
    },
    async (url) => {
      const post = async (pieces: readonly string[]): Promise<void> => {
        const headers = { 'Transfer-Encoding': 'chunked' };
        const sent = request(url, { method: 'POST', headers, agent: false });
        for (const each of pieces) {
          sent.write(each);
          await new Promise((resolve) => setImmediate(resolve));
        }
        sent.end();
        const [response] = await once(sent, 'response');
        response.resume();
        await once(response, 'end');
      };
      await post(['a', 'bc', 'd']);
      await post(['one']);
      await post([]);
      await fetch(url);
    },
  );
  expect(bodies).toEqual(['abcd', 'one', '', null]);
});

it('never closes a connection for being idle', () => {
  const server = stageDoor({ handle: () => null });
  expect(server.keepAliveTimeout).toBe(0);
});

it('takes requests in the order in which they come, though one has a body and the next has none', async () => {
  const order: string[] = [];
  const server = stageDoor({
    handle: ({ method, target }, respond) => {
      order.push(`${method} ${target}`);
      respond({ status: 204, reason: 'No Content', headers: [], body: null });
      return null;
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const post = 'POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}';
  const get = 'GET /2 HTTP/1.1\r\nHost: h\r\n\r\n';
  const last = 'GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
  socket.end(`${post}${get}${post}${last}`);
  await once(socket.resume(), 'close');
  server.close();
  expect(order).toEqual(['POST /1', 'GET /2', 'POST /1', 'GET /3']);
});

it('answers who wants to upgrade to what it does not speak, in its turn, as often as it comes', async () => {
  let letGo = (): void => {};
  const server = stageDoor({
    handle: ({ target }, respond) => {
      const answer = (): void =>
        respond({
          status: 200,
          reason: 'OK',
          headers: [['Content-Length', '2']],
          body: Buffer.from(target),
        });
      if (target === '/1') letGo = answer;
      else answer();
      return null;
    },
  });
  websocketDoor(server, { converse: () => null });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const upgrade = (target: string): string =>
    `GET ${target} HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`;
  const last = 'GET /5 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
  const asked = once(server, 'upgrade');
  socket.end(
    `GET /1 HTTP/1.1\r\nHost: h\r\n\r\n${upgrade('/2')}${upgrade('/3')}${upgrade('/4')}${last}`,
  );
  await asked;
  letGo();
  const all = await text(socket);
  server.close();
  expect([...all.matchAll(/\r\n\r\n(\/\d)/gu)].map(([, target]) => target)).toEqual([
    '/1',
    '/2',
    '/3',
    '/4',
    '/5',
  ]);
});
