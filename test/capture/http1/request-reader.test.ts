import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces, readRequests } from './transcript.js';

const get = 'GET /a HTTP/1.1\r\nHost: h\r\n\r\n';
const post = 'POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello';
const chunked =
  'PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x="y"\r\nabc\r\n0A\r\n0123456789\r\n000\r\nX-T: 1\r\n\r\n';
const empty = 'POST /d HTTP/1.0\r\nContent-Length: 0\r\n\r\n';
const conversation = `\r\n${get}${post}\r\n${chunked}${empty}${get}`;
const transcript = [
  'head GET /a, none',
  'end',
  'head POST /b, length',
  'body "hello" in "hello"',
  'end',
  'head PUT /c, chunked',
  'body "abc0123456789" in "3;x=\\"y\\"\\r\\nabc\\r\\n0A\\r\\n0123456789\\r\\n000\\r\\nX-T: 1\\r\\n\\r\\n"',
  'end [["X-T","1"]]',
  'head POST /d, length',
  'end',
  'head GET /a, none',
  'end',
];

describe('requestReader', () => {
  it('reads requests one behind the other', () => {
    expect(readRequests(pieces(conversation, []))).toEqual(transcript);
  });

  it('reads the same whichever single place the stream is cut at', () => {
    for (let cut = 1; cut < conversation.length; cut++) {
      expect(readRequests(pieces(conversation, [cut]))).toEqual(transcript);
    }
  });

  it('reads the same byte by byte', () => {
    expect(
      readRequests(
        pieces(
          conversation,
          [...conversation].map((_, i) => i),
        ),
      ),
    ).toEqual(transcript);
  });

  it('reads the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(conversation.length)), (cuts) => {
        expect(readRequests(pieces(conversation, cuts))).toEqual(transcript);
      }),
    );
  });

  it.each([
    ['a bare LF after the request line', 'GET / HTTP/1.1\nHost: h\r\n\r\n', 400],
    ['a bare LF after a header', 'GET / HTTP/1.1\r\nHost: h\nX: 1\r\n\r\n', 400],
    ['a bare LF as the empty line', 'GET / HTTP/1.1\r\nHost: h\r\n\n', 400],
    ['a bare LF before the request', '\nGET / HTTP/1.1\r\n\r\n', 400],
    ['a bare CR in a header', 'GET / HTTP/1.1\r\nX: a\rb\r\n\r\n', 400],
    ['a bare CR before the request', '\rGET / HTTP/1.1\r\n\r\n', 400],
    ['a doubled CR', 'GET / HTTP/1.1\r\nX: a\r\r\n\r\n', 400],
    ['a NUL in a value', 'GET / HTTP/1.1\r\nX: a\0b\r\n\r\n', 400],
    ['a control character in a value', 'GET / HTTP/1.1\r\nX: a\x07\r\n\r\n', 400],
    ['a DEL in a value', 'GET / HTTP/1.1\r\nX: a\x7f\r\n\r\n', 400],
    ['a folded header', 'GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n', 400],
    ['a fold before the first header', 'GET / HTTP/1.1\r\n X: a\r\n\r\n', 400],
    ['whitespace before the colon', 'GET / HTTP/1.1\r\nHost : h\r\n\r\n', 400],
    [
      'a name with a control character',
      'GET / HTTP/1.1\r\nTransfer-\x0bEncoding: chunked\r\n\r\n',
      400,
    ],
    ['an empty name', 'GET / HTTP/1.1\r\n: h\r\n\r\n', 400],
    ['a line without a colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n', 400],
    ['a method that is no token', 'G(T / HTTP/1.1\r\n\r\n', 400],
    ['no target', 'GET HTTP/1.1\r\n\r\n', 400],
    ['a blank in the target', 'GET /a b HTTP/1.1\r\n\r\n', 400],
    ['a tab in the target', 'GET /a\tb HTTP/1.1\r\n\r\n', 400],
    ['two blanks', 'GET  / HTTP/1.1\r\n\r\n', 400],
    ['HTTP/0.9', 'GET /\r\n\r\n', 400],
    ['HTTP/1.2', 'GET / HTTP/1.2\r\n\r\n', 505],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\n', 505],
    ['CONNECT', 'CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n', 501],
    ['Host twice', 'GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n', 400],
    [
      'a length and a coding',
      'POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['two equal lengths', 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n', 400],
    ['a list of lengths', 'POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\n', 400],
    ['a signed length', 'POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n', 400],
    ['a hexadecimal length', 'POST / HTTP/1.1\r\nContent-Length: 0x1\r\n\r\n', 400],
    ['an empty length', 'POST / HTTP/1.1\r\nContent-Length: \r\n\r\n', 400],
    ['a length of 2^53', 'POST / HTTP/1.1\r\nContent-Length: 9007199254740992\r\n\r\n', 400],
    ['another coding', 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 400],
    ['chunked twice', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n', 400],
    [
      'two codings',
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n',
      400,
    ],
    ['a quoted coding', 'POST / HTTP/1.1\r\nTransfer-Encoding: "chunked"\r\n\r\n', 400],
    ['an obscured coding', 'POST / HTTP/1.1\r\nTransfer-Encoding: \xa0chunked\r\n\r\n', 400],
    ['a coding in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['a head of more than 64 KiB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(65536)}`, 431],
    ['only empty lines', '\r\n'.repeat(9), 400],
  ])('refuses %s', (_what, text, status) => {
    const [first, ...rest] = readRequests(pieces(text + get, []));
    expect(first).toMatch(new RegExp(`^refused ${status}: `));
    expect(rest).toEqual([]);
    const byteByByte = readRequests(
      pieces(
        text + get,
        [...text].map((_, index) => index),
      ),
    );
    expect(byteByByte).toEqual([first]);
  });

  it.each([
    ['a size that is no number', 'x\r\n'],
    ['an empty size', '\r\n'],
    ['a signed size', '+1\r\na\r\n'],
    ['a prefixed size', '0x1\r\na\r\n'],
    ['a blank after the size', '1 \r\na\r\n'],
    ['a size of 2^53', '20000000000000\r\n'],
    ['a bare LF after the size', '1\na\r\n'],
    ['a chunk longer than its size', '1\r\nab\r\n'],
    ['a bare LF after the chunk', '1\r\na\n0\r\n\r\n'],
    ['a bare CR in an extension', '1;a\rb\r\na\r\n'],
    ['an extension without end', `1;${'x'.repeat(4096)}`],
    ['a bare LF in the trailers', '0\r\nX: 1\n\r\n'],
    ['a folded trailer', '0\r\nX: 1\r\n 2\r\n\r\n'],
    ['trailers without end', `0\r\nX: ${'x'.repeat(65536)}`],
  ])('breaks off a chunked body with %s', (_what, text) => {
    const head = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n';
    const lines = readRequests(pieces(head + text + get, []));
    expect(lines[0]).toBe('head POST /, chunked');
    expect(lines.at(-1)).toMatch(/^broken: /);
    expect(lines).not.toContain('end');
  });

  it('lets lower-case methods, high bytes and a missing Host pass', () => {
    const text = 'get /\xe4 HTTP/1.1\r\nX: \xff\t\x80\r\n\r\n';
    expect(readRequests(pieces(text, []))).toEqual(['head get /\xe4, none', 'end']);
  });

  it('never throws and never loops, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.array(hostileBytes()), (input) => {
        readRequests(input);
      }),
      { numRuns: 500 },
    );
  });
});

/** Bytes that get deeper into a parser than chance alone. */
function hostileBytes(): fc.Arbitrary<Buffer> {
  const words = ['GET / HTTP/1.1\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Length: 3\r\n'];
  const word = fc.constantFrom(...words, '\r\n', '\n', '\r', '0', '5', ';', ':', ' ', 'a', '\0');
  return fc.oneof(
    fc.array(word).map((parts) => Buffer.from(parts.join(''), 'latin1')),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  );
}
