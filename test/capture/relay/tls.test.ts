import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type TLSSocket, connect as tlsConnect } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Trust } from '../../../src/capture/relay/dial.js';
import { authority, type Certificate, certificate, shared } from '../../tls/certificates.js';
import { RawServer, rawDesktop } from './raw-peer.js';
import { type Stage, stage } from './stage.js';

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const upgrade =
  'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

function trust(ca: string | undefined, options: Partial<Trust> = {}): Trust {
  const context = createSecureContext(ca === undefined ? {} : { ca });
  return { context, verify: true, ...options };
}

function closing<T extends Socket>(socket: T): T {
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

describe('a desktop that speaks https', () => {
  const handshake = async (relay: string, ALPNProtocols?: string[]): Promise<TLSSocket> => {
    const { hostname: host, port } = new URL(relay);
    const offer = ALPNProtocols === undefined ? {} : { ALPNProtocols };
    const socket = closing(tlsConnect({ host, port: Number(port), ca: shared.cert, ...offer }));
    await once(socket, 'secureConnect');
    return socket;
  };

  it('is shown the certificate, and spoken to in HTTP/1.1, whatever it offers besides', async () => {
    const { relay } = await stage({ certificate: shared });
    expect(relay.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect((await handshake(relay.url, ['h2', 'http/1.1'])).alpnProtocol).toBe('http/1.1');
    expect((await handshake(relay.url)).alpnProtocol).toBe(false);
    await expect(handshake(relay.url, ['h2'])).rejects.toThrow(/no application protocol/i);
  });

  it('is told so if it speaks http, and nothing reaches the server', async () => {
    const { relay, server, log } = await stage({ certificate: shared });
    const client = rawDesktop(relay.url.replace('https', 'http'));
    client.send(get);
    expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 400 [\s\S]*this port speaks https/);
    client.socket.end();
    await client.untilClosed();
    expect(server.peers).toHaveLength(0);
    expect(log.exchanges).toHaveLength(0);
  });

  it.each([
    ['says nothing', ''],
    ['says a part of a greeting', '\x16\x03\x01\x02'],
  ])('is hung up on if it %s in time', async (_what, said) => {
    const { relay } = await stage({ certificate: shared, limits: { headTimeout: 50 } });
    const client = rawDesktop(relay.url.replace('https', 'http'));
    client.send(said);
    await client.until(() => client.ended || client.closed);
    client.socket.destroy();
  });

  it('is hung up on if it says what is no TLS', async () => {
    const { relay } = await stage({ certificate: shared });
    const client = rawDesktop(relay.url.replace('https', 'http'));
    client.send('\0\0\0\0\0\0\0\0');
    await client.until(() => client.ended || client.closed);
    client.socket.destroy();
  });

  it('does not keep the relay from closing while it says nothing', async () => {
    const { relay } = await stage({ certificate: shared });
    const client = rawDesktop(relay.url.replace('https', 'http'));
    await once(client.socket, 'connect');
    const silent = rawDesktop(relay.url.replace('https', 'http'));
    await once(silent.socket, 'connect');
    silent.reset();
    await relay.close();
    client.socket.destroy();
  });

  it('is refused, not waited for, at a port that speaks http', async () => {
    const { relay, log } = await stage();
    const { hostname: host, port } = new URL(relay.url);
    const socket = closing(tlsConnect({ host, port: Number(port) }));
    await expect(once(socket, 'secureConnect')).rejects.toThrow(/wrong version number/i);
    expect(log.refusals).toEqual(['the desktop speaks https, and this port speaks http']);
  });
});

/** A relay before a server with that certificate, and what it told the operator. */
async function stageBefore(
  theirs: Certificate,
  options: Trust,
  host = '127.0.0.1',
): Promise<Stage & { readonly notices: string[]; readonly theirs: RawServer }> {
  const secure = await RawServer.listen(0, theirs);
  onTestFinished(() => secure.close());
  const notices: string[] = [];
  const scene = await stage({
    target: new URL(`https://${host}:${secure.port}`),
    trust: options,
    onNotice: (message) => notices.push(message),
  });
  return { ...scene, notices, theirs: secure };
}

const elsewhere = await certificate({ names: ['gws.test'] });
const expired = await certificate({ expired: true });
const cases = [
  ['nobody knows', shared, undefined, 'its certificate is self-signed'],
  ['is for another name', elsewhere, elsewhere.cert, 'its certificate is for another name'],
  ['has expired', expired, expired.cert, 'its certificate has expired'],
] as const;

describe('a server that speaks https', () => {
  it('is trusted if an authority that is trusted signed its name', async () => {
    const signer = await authority();
    const theirs = await certificate({ names: ['localhost'], authority: signer });
    const scene = await stageBefore(theirs, trust(signer.cert), 'localhost');
    const client = scene.desktop();
    client.send(get);
    const peer = await scene.theirs.peer();
    await peer.endingWith('\r\n\r\n');
    const { servername } = peer.socket as TLSSocket & { servername?: string };
    expect(servername).toBe('localhost');
    peer.send('HTTP/1.1 204 No Content\r\n\r\n');
    await client.endingWith('No Content\r\n\r\n');
  });

  it.each(cases)('gets nothing if its certificate %s', async (_why, theirs, ca, reason) => {
    const scene = await stageBefore(theirs, trust(ca));
    for (const [index, request] of [get, get, upgrade].entries()) {
      const client = scene.desktop();
      client.send(request);
      const answer = await client.endingWith(')\n');
      const { origin } = new URL(`https://127.0.0.1:${scene.theirs.port}`);
      expect(answer).toMatch(/^HTTP\/1.1 502 /);
      expect(answer).toContain(`\r\n\r\nunderstudy: can't reach ${origin} (${reason})\n`);
      expect((await scene.log.ended(index)).outcome).toBe('unreachable');
    }
    expect(scene.theirs.peers.map((peer) => peer.text).join('')).toBe('');
    expect(scene.notices).toHaveLength(1);
    expect(scene.notices[0]).toContain(`${reason}; give its authority with --ca FILE`);
  });

  it('gets nothing of what a desktop sent before it half-closed, either', async () => {
    const scene = await stageBefore(shared, trust(undefined));
    const client = scene.desktop();
    client.socket.end(get);
    expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 502 /);
    expect(scene.theirs.peers.map((peer) => peer.text).join('')).toBe('');
  });

  it.each(cases)('is taken as it is if nobody verifies it: %s', async (_why, theirs, ca) => {
    const scene = await stageBefore(theirs, trust(ca, { verify: false }));
    const client = scene.desktop();
    client.send(get);
    const peer = await scene.theirs.peer();
    await peer.endingWith('\r\n\r\n');
    peer.send('HTTP/1.1 204 No Content\r\n\r\n');
    await client.endingWith('No Content\r\n\r\n');
    expect(scene.notices).toEqual([]);
  });

  async function plainServer(onConnection: (socket: Socket) => void): Promise<URL> {
    const server: Server = createServer(onConnection);
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket.on('error', () => {})));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return new URL(`https://127.0.0.1:${(server.address() as { port: number }).port}`);
  }

  it.each([
    [
      'speaks http',
      (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'it does not speak https',
    ],
    ['says nothing in time', () => {}, 'ETIMEDOUT'],
    ['hangs up', (socket: Socket) => socket.destroy(), 'ECONNRESET'],
  ])('is not waited for if it %s', async (_what, onConnection, reason) => {
    const target = await plainServer(onConnection);
    const { desktop, log } = await stage({
      target,
      trust: trust(undefined),
      limits: { connectTimeout: 100 },
    });
    for (const [index, request] of [get, upgrade].entries()) {
      const client = desktop();
      client.send(request);
      expect(await client.endingWith(')\n')).toContain(`(${reason})`);
      expect((await log.ended(index)).outcome).toBe('unreachable');
    }
  });
});

it('keeps no connection to a server open that it does not trust', async () => {
  const server = createServer();
  const gone: Promise<unknown>[] = [];
  const { TLSSocket } = await import('node:tls');
  server.on('connection', (carrier) => {
    gone.push(once(carrier, 'close'));
    const secureContext = createSecureContext(shared);
    new TLSSocket(carrier, { isServer: true, secureContext }).on('error', () => {}).resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const target = new URL(`https://127.0.0.1:${(server.address() as { port: number }).port}`);
  const { desktop } = await stage({ target, trust: trust(undefined) });
  const client = desktop();
  client.socket.end(get);
  await client.untilEnd();
  await Promise.all(gone);
  expect(gone).toHaveLength(1);
});
