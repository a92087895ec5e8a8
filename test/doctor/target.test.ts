import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TlsOptions } from '../../src/capture/tls/tls-options.js';
import { upstreamTrust } from '../../src/capture/tls/upstream-trust.js';
import type { Check } from '../../src/doctor/check.js';
import { examineTarget, type TargetOptions } from '../../src/doctor/examine-target.js';
import type { Answer } from '../../src/doctor/target/ask.js';
import { systemClock } from '../../src/time/clock.js';
import { RawServer } from '../capture/relay/raw-peer.js';
import { authority, type Certificate, certificate, shared } from '../tls/certificates.js';

type Told = Readonly<Record<string, Check>>;

/** What is said of a target, by the name of each check. */
async function examined(
  url: string,
  { tls = {}, ...options }: Partial<TargetOptions> & { readonly tls?: TlsOptions } = {},
): Promise<{ told: Told; answers: readonly Answer[] }> {
  const told: Record<string, Check> = {};
  const target = new URL(url);
  const answers = await examineTarget(
    {
      ...{ target, trust: upstreamTrust(target, tls), connectTimeout: 5_000, timeout: 5_000 },
      ...{ cometd: null, authorization: null, rewriteOrigin: false, ...options },
    },
    systemClock(),
    (check) => {
      told[check.check] = check;
      return check;
    },
  );
  return { told, answers };
}

const statuses = (told: Told): Record<string, string> =>
  Object.fromEntries(Object.values(told).map(({ check, status }) => [check, status]));

/** A server on a free port, gone after the test, and the paths that it was asked for. */
async function serverOf(
  answer: http.RequestListener,
  tls?: Certificate,
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const listener: http.RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => answer(request, response));
  };
  const server =
    tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, asked };
}

/** What a raw server says to whoever connects. */
async function saying(bytes: string | null): Promise<string> {
  const server = await RawServer.listen();
  onTestFinished(() => server.close());
  server.server.on('connection', (socket) => {
    if (bytes !== null) socket.on('data', () => socket.write(bytes));
  });
  return server.url.origin;
}

describe('whether the target is there', () => {
  it('fails if nothing listens, and asks for nothing more', async () => {
    const server = await RawServer.listen();
    const { origin, host } = server.url;
    await server.close();
    const { told } = await examined(origin);
    expect(told).toEqual({
      target: {
        check: 'target',
        status: 'fail',
        found: `${host} can not be reached (ECONNREFUSED)`,
        advice: expect.stringContaining('nothing listens there'),
      },
    });
  });

  it('fails if its name has no address', async () => {
    const { told } = await examined('http://gws.invalid:8080');
    expect(told.target?.found).toMatch(/^the name gws\.invalid has no address \(E\w+\)$/u);
    expect(statuses(told)).toEqual({ target: 'fail' });
  });
});

describe('a target that is no good server', () => {
  it.each([
    ['says nothing', null, 'no whole answer within 150 ms'],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.6\r\n', 'no HTTP/1.1'],
    ['sends a head without end', `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(1_000_000)}`, 'no HTTP/1.1'],
    ['never ends its head', 'HTTP/1.1 200 OK\r\nA: a\r\n', 'no whole answer within 150 ms'],
    [
      'never ends its body',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na',
      'no whole answer within 150 ms',
    ],
  ])('fails and is left alone: it %s', async (_what, bytes, found) => {
    const { told } = await examined(await saying(bytes), { timeout: 150 });
    expect(told.http?.found).toContain(found);
    expect(statuses(told)).toEqual({ target: 'ok', http: 'fail' });
  });

  it('is read no further than a few hundred kilobytes', async () => {
    const { url } = await serverOf((_request, response) => {
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const { told, answers } = await examined(url);
    expect(told.http?.status).toBe('ok');
    expect(answers.every(({ body, partial }) => partial && body.length <= 262_144)).toBe(true);
  });

  it('may cut its answers off, or be in trouble', async () => {
    const cut = await serverOf((_request, response) => {
      response.writeHead(200, { 'Content-Length': 10 });
      response.write('abc', () => response.destroy());
    });
    expect((await examined(cut.url)).told.http?.status).toBe('ok');
    const down = await serverOf((_request, response) => void response.writeHead(503).end());
    expect((await examined(down.url)).told.http).toMatchObject({ status: 'warn' });
    const gone = await serverOf((_request, response) => response.destroy());
    expect((await examined(gone.url)).told.http).toMatchObject({
      status: 'fail',
      found: 'the connection broke before there was an answer (ECONNRESET)',
    });
  });

  it('is told by what it says, with nothing that could steer a terminal or fill it', async () => {
    const version = `${'9'.repeat(99)}\u001b`;
    const { url } = await serverOf((_request, response) => {
      response.end(JSON.stringify({ version }));
    });
    const { describeCheck } = await import('../../src/report/doctor-text.js');
    const { told } = await examined(url);
    const text = describeCheck(told.http as Check);
    expect(text).not.toContain('\u001b');
    expect(text.length).toBeLessThan(400);
  });
});

describe('a target that sends elsewhere', () => {
  it('is asked once, and not followed', async () => {
    const { url, asked } = await serverOf((request, response) => {
      response.writeHead(302, { Location: request.url }).end();
    });
    const { told } = await examined(url, { cometd: '/cometd' });
    expect(told.http).toMatchObject({
      status: 'ok',
      found: expect.stringContaining('answered 302'),
    });
    expect(asked).toEqual(['GET /api/v2/diagnostics/version', 'POST /cometd']);
  });

  it('is named by what it should be called', async () => {
    const { url } = await serverOf((_request, response) => {
      response.writeHead(301, { Location: 'https://gws.test/api' }).end();
    });
    expect((await examined(url)).told.http).toMatchObject({
      status: 'warn',
      advice: expect.stringContaining('--target https://gws.test;'),
    });
  });
});

describe('TLS', () => {
  const ok: http.RequestListener = (_request, response) => void response.end('{}');

  it('is good with an authority that is trusted', async () => {
    const { url } = await serverOf(ok, shared);
    const { told } = await examined(url, { tls: { ca: shared.cert } });
    expect(told.trust).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(
        /^TLSv1\.[23], a certificate for IP Address:127\.0\.0\.1, DNS:localhost, from an authority that is trusted; valid until \d{4}-\d\d-\d\d$/u,
      ),
    });
    expect(told.http?.status).toBe('ok');
  });

  it.each<
    readonly [string, () => Promise<{ server: Certificate; tls: TlsOptions }>, string, string]
  >([
    [
      'is self-signed',
      async () => ({ server: shared, tls: {} }),
      'its certificate is self-signed',
      '--ca FILE',
    ],
    [
      'comes from an unknown authority',
      async () => ({ server: await certificate({ authority: await authority() }), tls: {} }),
      'unknown authority',
      '--ca FILE',
    ],
    [
      'is for another name',
      async () => {
        const server = await certificate({ names: ['gws.test'] });
        return { server, tls: { ca: server.cert } };
      },
      'for DNS:gws.test; its certificate is for another name',
      'a name of the certificate',
    ],
    [
      'has expired',
      async () => {
        const server = await certificate({ expired: true });
        return { server, tls: { ca: server.cert } };
      },
      'its certificate has expired',
      'renewed',
    ],
  ])(
    'fails with advice if the certificate %s; nothing is asked then',
    async (_what, make, found, advice) => {
      const { server, tls } = await make();
      const { url, asked } = await serverOf(ok, server);
      const { told } = await examined(url, { tls, authorization: 'Basic YTE6c2VjcmV0' });
      expect(told.trust?.found).toContain(found);
      expect(told.trust?.advice).toContain(advice);
      expect(statuses(told)).toEqual({ target: 'ok', trust: 'fail' });
      expect(asked).toEqual([]);
      const lax = await examined(url, { tls: { ...tls, insecure: true } });
      expect(statuses(lax.told)).toMatchObject({ trust: 'warn', http: 'ok' });
    },
  );

  it('is missed where it is not spoken, and told of where it is', async () => {
    const plain = await serverOf(ok);
    const { told } = await examined(plain.url.replace('http:', 'https:'));
    expect(told.trust).toMatchObject({
      status: 'fail',
      advice: `write --target ${plain.url}`,
    });
    const secure = await serverOf(ok, shared);
    expect((await examined(secure.url.replace('https:', 'http:'))).told.http).toMatchObject({
      status: 'fail',
      found: 'it speaks TLS, not plain HTTP',
      advice: `write --target ${secure.url}`,
    });
  });

  it('is not waited for longer than a connection may take', async () => {
    const url = (await saying(null)).replace('http:', 'https:');
    const { told } = await examined(url, { connectTimeout: 150 });
    expect(told.trust?.found).toBe('the TLS handshake takes longer than 150 ms');
  });

  it('may be demanded by a front server in words', async () => {
    const { url } = await serverOf((_request, response) => {
      response
        .writeHead(400)
        .end('<title>400 The plain HTTP request was sent to HTTPS port</title>');
    });
    expect((await examined(url)).told.http).toMatchObject({
      status: 'fail',
      advice: `write --target ${url.replace('http:', 'https:')}`,
    });
  });
});
