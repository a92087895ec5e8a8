import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { byBytes, expectedOf, played, type Talk, whole } from './both-sides.js';
import { stage } from './stage.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET / HTTP/1.1\r\nHost: desktop.test\r\n\r\n';
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const gzip = latin1(gzipSync('{"referenceId":45}'));
const br = latin1(brotliCompressSync('{"referenceId":45}'));
const everyByte = latin1(Uint8Array.from({ length: 256 }, (_, index) => index));

function asking(line: string, headers = '', body = ''): string {
  return `${line}\r\nHost: desktop.test\r\n${headers}\r\n${body}`;
}

function answering(line: string, headers = '', body = ''): string {
  return `${line}\r\n${headers}\r\n${body}`;
}

const requests: readonly (readonly [what: string, request: string])[] = [
  [
    'order, case and repeats of headers',
    asking('GET / HTTP/1.1', 'b: 1\r\nA: 2\r\nB: 3\r\na:4\r\n'),
  ],
  ['odd spaces around values', asking('GET / HTTP/1.1', 'A:\r\nB:   \r\nC:\t x \t\r\n')],
  ['bytes above 127 in values', asking('GET / HTTP/1.1', 'X-Name: J\xfcrgen \xff\x80\r\n')],
  ['no Host at all', 'GET / HTTP/1.1\r\n\r\n'],
  ['a target in absolute form', asking('GET http://elsewhere.test:99/a?b HTTP/1.1')],
  ['the target *', asking('OPTIONS * HTTP/1.1')],
  ['a target with two slashes', asking('GET //a//b/../c/./ HTTP/1.1')],
  ['a target with all that can be encoded', asking('GET /%2F%2e%zz?a=%41&&b=c+d#e HTTP/1.1')],
  ['a target that no URL parser takes', asking('GET /{"a":[1]}|\\^`<> HTTP/1.1')],
  ['a target that does not begin with a slash', asking('GET api/me?x HTTP/1.1')],
  ['a very long target', asking(`GET /${'long/'.repeat(10_000)} HTTP/1.1`)],
  ['a target with bytes above 127', asking('GET /J\xfcrgen HTTP/1.1')],
  ['a method that nobody knows', asking("M-SEARCH!#$%&'*+.^_`|~9 / HTTP/1.1")],
  ['a method in lower case', asking('post / HTTP/1.1', 'Content-Length: 1\r\n', 'x')],
  ['a GET with a body', asking('GET / HTTP/1.1', 'Content-Length: 3\r\n', 'abc')],
  ['a DELETE without one', asking('DELETE /x HTTP/1.1')],
  ['an empty body', asking('POST / HTTP/1.1', 'Content-Length: 0\r\n')],
  ['zeros before a length', asking('POST / HTTP/1.1', 'Content-Length: 0003\r\n', 'abc')],
  ['every byte in a body', asking('POST / HTTP/1.1', 'Content-Length: 256\r\n', everyByte)],
  [
    'gzip',
    asking('POST / HTTP/1.1', `Content-Encoding: gzip\r\nContent-Length: ${gzip.length}\r\n`, gzip),
  ],
  ['chunks', asking('PUT / HTTP/1.1', 'Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n0\r\n\r\n')],
  [
    'sizes of chunks in odd words',
    asking(
      'PUT / HTTP/1.1',
      'tRaNsFeR-eNcOdInG: cHuNkEd\r\n',
      '00A\r\n0123456789\r\nb\r\n0123456789a\r\n000\r\n\r\n',
    ),
  ],
  [
    'extensions of chunks',
    asking(
      'PUT / HTTP/1.1',
      'Transfer-Encoding: chunked\r\n',
      '1;a\r\nx\r\n1 ;b="c;\\"d"\r\ny\r\n0;last=\xff\r\n\r\n',
    ),
  ],
  [
    'trailers',
    asking(
      'PUT / HTTP/1.1',
      'TE: trailers\r\nTrailer: X-a, x-A\r\nTransfer-Encoding: chunked\r\n',
      '1\r\nx\r\n0\r\nX-a: 1\r\nx-A:2\r\n\r\n',
    ),
  ],
  [
    'Connection and other headers of this hop',
    asking(
      'GET / HTTP/1.1',
      'Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authorization: Basic eA==\r\nTE: trailers, deflate\r\nMax-Forwards: 0\r\nVia: 1.1 x\r\n',
    ),
  ],
];

const answers: readonly (readonly [what: string, answer: string])[] = [
  ['an empty reason', answering('HTTP/1.1 200 ', 'Content-Length: 0\r\n')],
  ['no reason and no blank before it', answering('HTTP/1.1 200', 'Content-Length: 0\r\n')],
  [
    'a reason with bytes above 127',
    answering('HTTP/1.1 299 Sch\xf6n & gut \x80', 'Content-Length: 0\r\n'),
  ],
  ['a status that nobody knows', answering('HTTP/1.1 799 What', 'Content-Length: 1\r\n', 'x')],
  [
    'order, case and repeats of headers',
    answering(
      'HTTP/1.1 200 OK',
      'X: 1\r\nSet-Cookie: a=1\r\nx: 2\r\nset-cookie: b=2\r\nX: \r\nContent-length: 0\r\n',
    ),
  ],
  [
    'bytes above 127 in values',
    answering('HTTP/1.1 200 OK', 'X: \xe4\xf6 \xff\r\nContent-Length: 0\r\n'),
  ],
  [
    'headers of this hop',
    answering(
      'HTTP/1.1 200 OK',
      'Connection: Keep-Alive\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\nVia: 1.0 y\r\nServer:\r\nContent-Length: 0\r\n',
    ),
  ],
  [
    'a length that is said twice',
    answering('HTTP/1.1 200 OK', 'Content-Length: 2\r\nContent-Length: 2\r\n', 'ok'),
  ],
  ['every byte in a body', answering('HTTP/1.1 200 OK', 'Content-Length: 256\r\n', everyByte)],
  [
    'gzip',
    answering(
      'HTTP/1.1 200 OK',
      `Content-Encoding: gzip\r\nContent-Length: ${gzip.length}\r\n`,
      gzip,
    ),
  ],
  [
    'br in chunks',
    answering(
      'HTTP/1.1 200 OK',
      'Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n',
      `${br.length.toString(16)}\r\n${br}\r\n0\r\n\r\n`,
    ),
  ],
  [
    'a coding that nobody knows',
    answering('HTTP/1.1 200 OK', 'Content-Encoding: x-mine\r\nContent-Length: 2\r\n', '\x00\xff'),
  ],
  [
    'no chunk but the last',
    answering('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ],
  [
    'extensions of chunks and odd sizes',
    answering(
      'HTTP/1.1 200 OK',
      'Transfer-Encoding: chunked\r\n',
      '0001;a="b;c"\r\nx\r\nA\r\n0123456789\r\n00;z\r\n\r\n',
    ),
  ],
  [
    'sizes that are padded with blanks',
    answering('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked\r\n', '1  \r\nx\r\n0   \r\n\r\n'),
  ],
  [
    'trailers',
    answering(
      'HTTP/1.1 200 OK',
      'Transfer-Encoding: chunked\r\nTrailer: x-Sum\r\n',
      '1\r\nx\r\n0\r\nx-Sum: 1\r\nX-sum: 2\r\n\r\n',
    ),
  ],
  ['204', answering('HTTP/1.1 204 No Content', 'X: 1\r\n')],
  [
    '304 with a length',
    answering('HTTP/1.1 304 Not Modified', 'ETag: "x"\r\nContent-Length: 1234\r\n'),
  ],
  [
    '304 that speaks of chunks',
    answering('HTTP/1.1 304 Not Modified', 'Transfer-Encoding: chunked\r\n'),
  ],
  ['205', answering('HTTP/1.1 205 Reset Content', 'Content-Length: 0\r\n')],
  [
    '100, 102 and 103 before the answer',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nlink: </b>\r\n\r\nHTTP/1.1 103 \r\nLink: </c>\r\n\r\n${ok}`,
  ],
  ['many 100', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(200) + ok],
  ['bare LFs in the head', 'HTTP/1.1 200 OK\nA: 1\nContent-Length: 2\n\nok'],
  ['a folded header', answering('HTTP/1.1 200 OK', 'X: a\r\n\t b\r\nContent-Length: 0\r\n')],
  ['a line that is no header', answering('HTTP/1.1 200 OK', 'nonsense\r\nContent-Length: 0\r\n')],
  ['an empty line behind it', `${ok}\r\n`],
];

const heads: readonly (readonly [what: string, answer: string])[] = [
  ['a length', answering('HTTP/1.1 200 OK', 'Content-Length: 5000\r\n')],
  ['chunks', answering('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked\r\n')],
  ['neither', answering('HTTP/1.1 200 OK', 'X: 1\r\n')],
  ['an error', answering('HTTP/1.1 404 Not Found', 'Content-Length: 9\r\n')],
];

/** Behind it another exchange, to show that its end was found. */
async function same(talk: Talk): Promise<void> {
  const scene = await stage();
  const longer: Talk = [...talk, [get, ok]];
  expect(await played(scene, longer, whole)).toEqual(expectedOf(scene, longer));
  const outcomes = scene.log.exchanges.map(({ outcome }) => outcome);
  expect(outcomes).toEqual(longer.map(() => 'complete'));
  if (talk.join('').length < 1_000) {
    expect(await played(scene, longer, byBytes)).toEqual(expectedOf(scene, longer));
  }
}

describe('a request', () => {
  it.each(requests)('arrives as it was sent, with %s', async (_what, request) => {
    await same([[request, ok]]);
  });
});

describe('an answer', () => {
  it.each(answers)('arrives as it was sent, with %s', async (_what, answer) => {
    await same([[get, answer]]);
  });

  it.each(heads)('to a HEAD arrives as it was sent, with %s', async (_what, answer) => {
    await same([[get.replace('GET', 'HEAD'), answer]]);
  });

  it.each([
    ['HTTP/1.1 without a length', answering('HTTP/1.1 200 OK', 'X: 1\r\n', everyByte)],
    ['HTTP/1.0', answering('HTTP/1.0 200 OK', 'X: 1\r\n', everyByte)],
    [
      'an unknown transfer coding',
      answering('HTTP/1.1 200 OK', 'Transfer-Encoding: gzip\r\n', gzip),
    ],
    ['Connection: close', answering('HTTP/1.1 200 OK', 'Connection: close\r\n', 'bye')],
    ['nothing behind its head', answering('HTTP/1.1 200 OK')],
  ])('that lasts until the FIN arrives whole, with the FIN: %s', async (_what, answer) => {
    const scene = await stage();
    for (const version of ['1.1', '1.0']) {
      const request = asking(`GET / HTTP/${version}`);
      const client = scene.desktop();
      const index = scene.server.peers.length;
      client.send(request);
      const peer = await scene.server.peer(index);
      expect(await peer.endingWith('\r\n\r\n')).toBe(scene.toServer(request));
      peer.send(answer);
      await client.until(() => client.length === answer.length);
      expect(client.ended).toBe(false);
      peer.socket.end();
      expect(await client.untilEnd()).toBe(answer);
      client.socket.end();
      await peer.untilClosed();
      expect((await scene.log.ended(index)).outcome).toBe('complete');
    }
  });
});

describe('HTTP/1.0', () => {
  it('is kept alive if both sides say so', async () => {
    const keep = 'Connection: keep-alive\r\n';
    await same([
      [
        asking('GET / HTTP/1.0', keep),
        answering('HTTP/1.0 200 OK', `${keep}Content-Length: 1\r\n`, 'a'),
      ],
      [
        asking('POST / HTTP/1.0', `${keep}Content-Length: 1\r\n`, 'b'),
        answering('HTTP/1.0 200 OK', `${keep}Content-Length: 1\r\n`, 'c'),
      ],
    ]);
  });
});

describe('empty lines before a request', () => {
  it('are left out, as RFC 9112 §2.2 lets a recipient do', async () => {
    const scene = await stage();
    const client = scene.desktop();
    client.send(`\r\n\r\n${get}\r\n${get}`);
    const peer = await scene.server.peer();
    await peer.until(() => peer.length >= scene.toServer(get + get).length);
    expect(peer.text).toBe(scene.toServer(get + get));
  });
});

describe('an offer of a protocol that is not spoken here', () => {
  it('is the only thing that is taken out: Upgrade: h2c, with what belongs to it', async () => {
    const scene = await stage();
    const client = scene.desktop();
    client.send(
      asking(
        'GET / HTTP/1.1',
        'A: 1\r\nConnection: Upgrade, keep-alive, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nB: 2\r\n',
      ),
    );
    const peer = await scene.server.peer();
    expect(await peer.endingWith('\r\n\r\n')).toBe(
      scene.toServer(asking('GET / HTTP/1.1', 'A: 1\r\nConnection: keep-alive\r\nB: 2\r\n')),
    );
  });
});
