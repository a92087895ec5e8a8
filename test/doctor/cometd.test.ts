import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import cometd from 'cometd-nodejs-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Check } from '../../src/doctor/check.js';
import { examine } from '../../src/doctor/examine.js';
import type { ExamineOptions } from '../../src/doctor/examine-options.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { startStaging } from '../staging/staging.js';

async function examined(
  target: string,
  options: ExamineOptions = {},
): Promise<Record<string, Check>> {
  const { checks } = await examine({ target, listen: { host: '127.0.0.1', port: 0 }, ...options });
  return Object.fromEntries(checks.map((each) => [each.check, each]));
}

async function serving(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const authorization = `Basic ${Buffer.from('a1:secret-a1').toString('base64')}`;

describe('CometD', () => {
  it.each(['/cometd', '/genesys/cometd'])('is found at %s, and no session stays', async (place) => {
    const bayeux = cometd.createCometDServer();
    onTestFinished(() => bayeux.close());
    const gone: string[] = [];
    let made = 0;
    bayeux.addListener('sessionAdded', () => {
      made += 1;
    });
    bayeux.addListener('sessionRemoved', (session: cometd.ServerSession) => gone.push(session.id));
    const url = await serving((request, response) => {
      if (request.url === place) bayeux.handle(request, response);
      else response.writeHead(404).end();
    });
    const told = await examined(url);
    expect(told.cometd).toEqual({
      check: 'cometd',
      status: 'ok',
      found: `CometD shakes hands at ${place}: Bayeux 1.0, transports long-polling`,
      advice: null,
    });
    expect({ made, gone: gone.length }).toEqual({ made: 1, gone: 1 });
    expect((await examined(url, { cometd: '/other' })).cometd).toMatchObject({ status: 'fail' });
  });

  it('takes a log-in, and is unknown without; with one it is asked as whoever that is', async () => {
    const staging = await startStaging();
    onTestFinished(() => staging.close());
    const anonymous = await examined(staging.url);
    expect(anonymous.cometd).toMatchObject({
      status: 'unknown',
      found: expect.stringContaining('is answered 403: it takes a log-in'),
      advice: expect.stringContaining('--user NAME'),
    });
    expect(anonymous.login).toBeUndefined();
    expect(anonymous.origins).toMatchObject({
      status: 'unknown',
      advice: expect.stringContaining('--user NAME'),
    });
    const told = await examined(staging.url, { authorization });
    expect(told).toMatchObject({
      login: { status: 'ok' },
      http: { status: 'ok', found: expect.stringContaining('its version is 8.5.202.96') },
      cometd: {
        status: 'ok',
        found: 'CometD shakes hands at /api/v2/notifications: Bayeux 1.0, transports long-polling',
      },
      clock: { status: 'ok', found: expect.stringContaining("which is the server's time") },
    });
    const wrong = await examined(staging.url, { authorization: 'Basic eDp5' });
    expect(wrong).toMatchObject({
      login: { status: 'fail' },
      cometd: { status: 'warn', found: expect.stringContaining('though a log-in was sent') },
    });
  });

  it('of another make tells all its transports', async () => {
    const staging = await startFayeStaging();
    onTestFinished(() => staging.close());
    const { cometd: found } = await examined(staging.url, { authorization });
    expect(found?.found).toMatch(/transports .*long-polling.*websocket/u);
  });

  it('may refuse the handshake itself', async () => {
    const url = await serving((request, response) => {
      request.resume().on('end', () => {
        response.end(
          '[{"channel":"/meta/handshake","successful":false,"error":"403::Handshake denied"}]',
        );
      });
    });
    expect((await examined(url)).cometd).toMatchObject({
      status: 'unknown',
      found: expect.stringContaining('(403::Handshake denied)'),
      advice: expect.stringContaining('--user NAME'),
    });
    expect((await examined(url, { authorization })).cometd).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('(403::Handshake denied), though a log-in was sent'),
    });
  });

  it('is not found where JSON is no Bayeux', async () => {
    const url = await serving((request, response) => {
      request
        .resume()
        .on('end', () => response.end('{"channel":"voice","__proto__":{"clientId":1}}'));
    });
    const { cometd: found } = await examined(url);
    expect(found).toMatchObject({
      status: 'warn',
      advice: expect.stringContaining('--cometd PATH'),
    });
  });

  it('that hangs is asked once', async () => {
    let posts = 0;
    const url = await serving((request, response) => {
      if (request.method === 'POST') posts += 1;
      else response.end();
    });
    const { cometd: found } = await examined(url, { timeout: 150 });
    expect(found).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('within 150 ms'),
    });
    expect(posts).toBe(1);
  });
});

describe('origins', () => {
  it('are to be rewritten where the server names itself', async () => {
    const staging = await startStaging();
    onTestFinished(() => staging.close());
    const told = await examined(staging.url, { authorization });
    expect(told.origins).toMatchObject({
      status: 'warn',
      found: `${staging.url} is named in what GET /api/v2/me?subresources=* says`,
      advice: expect.stringContaining('--rewrite-origin'),
    });
    const rewritten = await examined(staging.url, { authorization, rewriteOrigin: true });
    expect(rewritten.origins).toMatchObject({ status: 'ok', advice: null });
  });

  it('of other servers are told', async () => {
    const url = await serving((request, response) => {
      request.resume().on('end', () => {
        response.setHeader('Content-Type', 'application/json');
        response.end('{"uri":"http:\\/\\/10.0.0.7:8080\\/api\\/v2\\/me","version":"1"}');
      });
    });
    expect((await examined(url)).origins).toMatchObject({
      status: 'warn',
      found: 'other servers are named in what it says: http://10.0.0.7:8080',
    });
  });
});

it('tells of a server whose clock is off', async () => {
  const url = await serving((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('Date', new Date(Date.now() + 3_600_000).toUTCString());
      response.end();
    });
  });
  const { clock } = await examined(url);
  expect(clock).toMatchObject({
    status: 'warn',
    found: expect.stringMatching(/is 3[56]\d\d s ahead$/u),
  });
});

it('is wrong usage if the options make no sense', async () => {
  await expect(examine({ target: 'gws' })).rejects.toMatchObject({ exitStatus: 2 });
  await expect(examine({ target: 'http://h', insecure: true })).rejects.toMatchObject({
    exitStatus: 2,
  });
  await expect(examine({ cometd: 'a b' })).rejects.toMatchObject({ exitStatus: 2 });
});
