import { expect, it } from 'vitest';
import { stage } from './stage.js';

const good = 'GET /good HTTP/1.1\r\nHost: h\r\n\r\n';

it.each([
  [
    'CL.TE',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  [
    'TE.TE',
    'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n',
    400,
  ],
  [
    'CL.CL',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
    400,
  ],
  ['a bare LF', 'GET / HTTP/1.1\nHost: h\n\n', 400],
  ['a fold', 'GET / HTTP/1.1\r\nHost: h\r\nX: 1\r\n 2\r\n\r\n', 400],
  ['a blank before the colon', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 4\r\n\r\nabcd', 400],
  ['two hosts', 'GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n', 400],
  ['CONNECT', 'CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n', 501],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
  ['a huge head', `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
])('refuses %s; the server never sees it', async (_what, request, status) => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(request + good);
  const answer = await client.untilEnd();
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^\r]+\r\n`));
  expect(answer).toMatch(/\r\nConnection: close\r\n/);
  expect(answer).toMatch(/\r\n\r\nunderstudy: [^\n]+\n$/);
  expect(log.refusals).toHaveLength(1);
  expect(log.exchanges).toHaveLength(0);
  expect(server.peers).toHaveLength(0);
});

it('lets earlier answers out before it refuses, and the server sees only those requests', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(`${good}GET / HTTP/1.1\r\nHost : h\r\n\r\n`);
  const peer = await server.peer();
  await log.until(() => log.refusals.length === 1);
  await peer.endingWith('\r\n\r\n');
  peer.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  expect(await client.untilEnd()).toMatch(
    /^HTTP\/1.1 200 OK\r\n[\s\S]*okHTTP\/1.1 400 Bad Request/,
  );
  await peer.untilEnd();
  expect(peer.text).toBe(good.replace('Host: h', `Host: ${server.url.host}`));
  expect((await log.ended()).outcome).toBe('complete');
});

it('cuts both sides when a chunked request breaks its framing', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n');
  const peer = await server.peer();
  await peer.endingWith('1\r\na\r\n');
  client.send('-1\r\nb\r\n');
  // A TLS server has sent session tickets (RFC 8446 §4.6.1); if they cross the FIN, it is answered with a RST.
  await peer.until(() => peer.ended || (server.certificate !== undefined && peer.closed));
  await client.untilClosed();
  expect(peer.text.endsWith('1\r\na\r\n')).toBe(true);
  expect(await log.ended()).toMatchObject({ outcome: 'cut-by-desktop', requestText: 'a' });
});
