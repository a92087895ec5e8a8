import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { Stage } from '../../src/replay/stage.js';
import { stageDoor } from '../../src/replay/stage-door.js';

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
