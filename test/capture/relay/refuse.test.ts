import { expect, it } from 'vitest';
import { stage } from './stage.js';

const good = 'GET /good HTTP/1.1\r\nHost: h\r\n\r\n';

function post(headers: string, body = ''): string {
  return `POST / HTTP/1.1\r\nHost: h\r\n${headers}\r\n${body}`;
}

const withLength = (length: string): string => post(`Content-Length:${length}\r\n`, 'abcd');
const withCoding = (coding: string): string =>
  post(`Transfer-Encoding:${coding}\r\n`, '4\r\nabcd\r\n0\r\n\r\n');

const refused: readonly (readonly [what: string, request: string, status?: number])[] = [
  ['CL.TE', post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
  ['TE.CL', post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '0\r\n\r\n')],
  ['TE.TE', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n')],
  [
    'chunked twice',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ],
  ['CL.CL, different', post('Content-Length: 4\r\nContent-Length: 5\r\n', 'abcd')],
  ['CL.CL, the same', post('Content-Length: 4\r\nContent-Length: 4\r\n', 'abcd')],
  ['a list of lengths', withLength(' 4, 4')],
  ['a negative length', withLength(' -4')],
  ['a length with a plus', withLength(' +4')],
  ['a length in hex', withLength(' 0x4')],
  ['a length with a point', withLength(' 4.0')],
  ['a length with an exponent', withLength(' 4e0')],
  ['a length in quotes', withLength(' "4"')],
  ['a length with a blank in it', withLength(' 1 0')],
  ['a length that is empty', withLength('')],
  ['a length beyond 2^53', withLength(' 9007199254740993')],
  ['a length beyond 2^64', withLength(' 18446744073709551620')],
  ['a length with a vertical tab', withLength('\x0b4')],
  ['a length with a no-break space', withLength('\xa04')],
  ['the coding identity', withCoding(' identity')],
  ['a coding that is none', withCoding(' xchunked')],
  ['chunked behind another coding', withCoding(' gzip, chunked')],
  ['chunked in front of another coding', withCoding(' chunked, gzip')],
  ['a comma behind chunked', withCoding(' chunked,')],
  ['a comma before chunked', withCoding(' ,chunked')],
  ['a parameter behind chunked', withCoding(' chunked;q=1')],
  ['chunked in quotes', withCoding(' "chunked"')],
  ['chunked behind a vertical tab', withCoding('\x0bchunked')],
  ['chunked in front of a NUL', withCoding(' chunked\0')],
  ['an empty coding', withCoding('')],
  ['chunked in HTTP/1.0', withCoding(' chunked').replace('1.1', '1.0')],
  ['a blank before the colon of a length', post('Content-Length : 4\r\n', 'abcd')],
  ['a tab before the colon of a coding', post('Transfer-Encoding\t: chunked\r\n', '0\r\n\r\n')],
  ['a folded header', post('X: 1\r\n 2\r\n')],
  ['a folded length', post('Content-Length:\r\n 4\r\n', 'abcd')],
  ['a fold in front of all headers', 'GET / HTTP/1.1\r\n Host: h\r\n\r\n'],
  ['bare LFs', 'GET / HTTP/1.1\nHost: h\n\n'],
  ['one bare LF', 'GET / HTTP/1.1\r\nHost: h\nX: 1\r\n\r\n'],
  ['a bare LF as the empty line', 'GET / HTTP/1.1\r\nHost: h\r\n\n'],
  ['a bare LF in front', '\nGET / HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['a bare CR in a value', post('X: a\rContent-Length: 4\r\n')],
  ['a bare CR in front', '\rGET / HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['two CRs before an LF', 'GET / HTTP/1.1\r\nHost: h\r\r\n\r\n'],
  ['a NUL in a value', post('X: a\0b\r\n')],
  ['a NUL in a name', post('X\0Y: 1\r\n')],
  ['a NUL in the target', 'GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['a control character in a value', post('X: a\x01\r\n')],
  ['DEL in a value', post('X: a\x7f\r\n')],
  ['a name with a byte above 127', post('X\xe4: 1\r\n')],
  ['an empty name', post(': 1\r\n')],
  ['a header without a colon', post('Content-Length\r\n')],
  ['two hosts', 'GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n'],
  ['two blanks in the request line', 'GET  / HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['a tab in the request line', 'GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['a blank in the target', 'GET /a b HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['a blank behind the version', 'GET / HTTP/1.1 \r\nHost: h\r\n\r\n'],
  ['HTTP/0.9', 'GET /\r\n\r\n'],
  ['a version in lower case', 'GET / http/1.1\r\nHost: h\r\n\r\n'],
  ['a method that is no token', 'G(T / HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['only empty lines', '\r\n'.repeat(20)],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n\n'],
  ['CONNECT', 'CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n', 501],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
  ['HTTP/1.2', 'GET / HTTP/1.2\r\nHost: h\r\n\r\n', 505],
  ['a huge head', `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
  ['a huge request line', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nHost: h\r\n\r\n`, 431],
  ['a head of many fields', `GET / HTTP/1.1\r\n${'X: 1\r\n'.repeat(20_000)}\r\n`, 431],
];

it.each(refused)('refuses %s; the server never sees it', async (_what, request, status = 400) => {
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

it.each(refused)('refuses %s behind another request, too', async (_what, request, status = 400) => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(good + request + good);
  const peer = await server.peer();
  await log.until(() => log.refusals.length === 1);
  await peer.endingWith('\r\n\r\n');
  peer.send('HTTP/1.1 204 No Content\r\n\r\n');
  expect(await client.untilEnd()).toMatch(
    new RegExp(`^HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 ${status} `),
  );
  await peer.untilEnd();
  expect(peer.text).toBe(good.replace('Host: h', `Host: ${server.url.host}`));
  expect(log.exchanges).toHaveLength(1);
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

const chunk = '1\r\na\r\n';
const last = '0\r\n';

it.each([
  ['a negative size', '-1\r\nb\r\n'],
  ['a size with a plus', '+1\r\nb\r\n'],
  ['a size in 0x', '0x1\r\nb\r\n'],
  ['a size of no digit', ';a\r\nb\r\n'],
  ['an empty size', '\r\nb\r\n'],
  ['a blank before a size', ' 1\r\nb\r\n'],
  ['a blank behind a size', '1 \r\nb\r\n'],
  ['a size beyond 2^53', '20000000000001\r\nb\r\n'],
  ['a size beyond 2^64', '10000000000000001\r\nb\r\n'],
  ['a size that a bare LF ends', '1\nb\r\n'],
  ['a bare LF in an extension', '1;a\nb\r\nb\r\n'],
  ['a bare CR in an extension', '1;a\rb\r\nb\r\n'],
  ['a NUL in an extension', '1;\0\r\nb\r\n'],
  ['an endless extension', `1;${'x'.repeat(10_000)}\r\nb\r\n`],
  ['a chunk that is longer than its size', '1\r\nbc\r\n'],
  ['a chunk that a bare LF ends', '1\r\nb\n'],
  ['a folded trailer', `${last}X: 1\r\n 2\r\n\r\n`],
  ['a trailer with a blank before the colon', `${last}X : 1\r\n\r\n`],
  ['a trailer without a colon', `${last}X\r\n\r\n`],
  ['a trailer with a NUL', `${last}X: \0\r\n\r\n`],
  ['a trailer that a bare LF ends', `${last}X: 1\n\r\n`],
  ['endless trailers', `${last}X: ${'x'.repeat(70_000)}\r\n\r\n`],
])('cuts both sides at %s; the server sees nothing of it', async (_what, fault) => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send(`POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`);
  const peer = await server.peer();
  await peer.endingWith(chunk);
  const before = peer.length;
  client.send(fault + good);
  // A TLS server has sent session tickets (RFC 8446 §4.6.1); if they cross the FIN, it is answered with a RST.
  await peer.until(() => peer.ended || (server.certificate !== undefined && peer.closed));
  await client.untilClosed();
  // What came in a packet of its own may have been passed on, if it was fine so far.
  expect((fault + good).startsWith(peer.text.slice(before))).toBe(true);
  expect(peer.text.slice(before)).not.toContain('good');
  expect(client.text).toBe('');
  expect(log.exchanges).toHaveLength(1);
  expect(await log.ended()).toMatchObject({ outcome: 'cut-by-desktop', requestText: 'a' });
});
