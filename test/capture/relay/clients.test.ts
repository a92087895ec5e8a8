import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { startRelay } from '../../../src/capture/relay/start-relay.js';
import { WireLog } from './wire-log.js';

/** A real HTTP server behind a relay. */
async function behind(server: Server): Promise<{ url: string; log: WireLog }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const log = new WireLog();
  const { port } = server.address() as AddressInfo;
  const relay = await startRelay({
    target: new URL(`http://127.0.0.1:${port}`),
    listen: { host: '127.0.0.1', port: 0 },
    keepHost: false,
    sink: log,
  });
  onTestFinished(async () => {
    await relay.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: relay.url, log };
}

const echo = (): Server =>
  createServer(async (incoming, response) => {
    response.setHeader('X-Method', incoming.method ?? '');
    if (incoming.method === 'PUT') response.setHeader('Trailer', 'X-Sum');
    const body = await text(incoming);
    response.write(`${incoming.url} `);
    if (incoming.method === 'PUT') response.addTrailers({ 'X-Sum': String(body.length) });
    response.end(body);
  });

it('serves fetch, many requests at once', async () => {
  const { url, log } = await behind(echo());
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const response = await fetch(`${url}/${index}`, { method: 'POST', body: `body ${index}` });
      return response.text();
    }),
  );
  expect(answers).toEqual(answers.map((_, index) => `/${index} body ${index}`));
  expect(log.exchanges.every(({ outcome }) => outcome === 'complete')).toBe(true);
});

it("serves Node's client on one kept connection, with trailers and HEAD", async () => {
  const { url, log } = await behind(echo());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = async (
    method: string,
    body?: string,
  ): Promise<IncomingMessage & { body: string }> => {
    const outgoing = request(`${url}/x`, { method, agent });
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return Object.assign(response, { body: await text(response) });
  };
  const first = await ask('PUT', 'hello');
  expect([first.body, first.trailers]).toEqual(['/x hello', { 'x-sum': '5' }]);
  expect((await ask('GET')).body).toBe('/x ');
  const second = await ask('HEAD');
  expect([second.body, second.headers['x-method']]).toEqual(['', 'HEAD']);
  expect(log.exchanges.map(({ connection }) => connection)).toEqual([1, 1, 1]);
});

it('lets a server notice that a desktop gave a held request up', async () => {
  const server = createServer();
  const { url, log } = await behind(server);
  const abort = new AbortController();
  const polling = fetch(`${url}/connect`, { method: 'POST', body: '[]', signal: abort.signal });
  const [incoming] = (await once(server, 'request')) as [IncomingMessage];
  const closed = once(incoming.socket, 'close');
  abort.abort();
  await expect(polling).rejects.toThrow();
  await closed;
  expect((await log.ended()).outcome).toBe('cut-by-desktop');
});
