import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResponseHead } from '../../../src/capture/http1/response-head.js';
import { pieces, readResponses } from './transcript.js';

const conversation =
  'HTTP/1.1 100 Continue\r\n\r\n' +
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc' +
  'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n' +
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n' +
  'HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n' +
  '\r\n' +
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n' +
  'HTTP/1.1 204\r\n\r\n' +
  'HTTP/1.0 200 OK\r\n\r\nuntil the end';
const methods = ['POST', 'GET', 'HEAD', 'GET', 'DELETE', 'GET'];
const transcript = [
  'interim 100, none',
  'head 200, length',
  'body "abc" in "abc"',
  'end',
  'interim 103, none',
  'head 200, chunked',
  'body "de" in "2\\r\\nde\\r\\n0\\r\\nX: y\\r\\n\\r\\n"',
  'end [["X","y"]]',
  'head 200, none',
  'end',
  'stray "\\r\\n"',
  'head 304, none',
  'end',
  'head 204, none',
  'end',
  'head 200, until-close',
  'body "until the end" in "until the end"',
  'end',
];

/** Empty lines in between may come in two events. */
function joined(lines: readonly string[]): string[] {
  return lines.join('\n').replaceAll('stray "\\r"\nstray "\\n"', 'stray "\\r\\n"').split('\n');
}

describe('responseReader', () => {
  it('reads interim and final responses as their requests demand', () => {
    expect(readResponses(pieces(conversation, []), methods, true)).toEqual(transcript);
  });

  it('reads the same however the stream is cut', () => {
    for (let cut = 1; cut < conversation.length; cut++) {
      expect(joined(readResponses(pieces(conversation, [cut]), methods, true))).toEqual(transcript);
    }
    fc.assert(
      fc.property(fc.array(fc.nat(conversation.length)), (cuts) => {
        expect(joined(readResponses(pieces(conversation, cuts), methods, true))).toEqual(
          transcript,
        );
      }),
    );
  });

  it.each([
    ['bare LF', 'HTTP/1.1 200 OK\nContent-Length: 1\n\na', 'length'],
    ['a missing reason', 'HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na', 'length'],
    ['a blank before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\na', 'length'],
    [
      'equal lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1, 1\r\n\r\na',
      'length',
    ],
    [
      'a line that is no field',
      'HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 1\r\n\r\na',
      'length',
    ],
    [
      'chunk sizes with blanks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1  \r\na\r\n0\n\n',
      'chunked',
    ],
    [
      'two codings',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: x\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
      'chunked',
    ],
  ])('accepts %s, as clients do', (_what, text, framing) => {
    const lines = readResponses(pieces(text, []), ['GET']);
    expect(lines[0]).toBe(`head 200, ${framing}`);
    expect(lines[1]).toMatch(/^body "a" in /);
    expect(lines[2]).toBe('end');
  });

  it.each([
    ['no status line', 'hello\r\n\r\n'],
    ['HTTP/2', 'HTTP/2 200 OK\r\n\r\n'],
    ['different lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\na'],
    ['a NUL in the head', 'HTTP/1.1 200 OK\r\nX: \0\r\n\r\n'],
    ['a bare CR in the head', 'HTTP/1.1 200 OK\r\nX: a\rContent-Length: 5\r\n\r\n'],
    ['101 unasked', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(256 * 1024)}`],
  ])('gives up at %s', (_what, text) => {
    const lines = readResponses(pieces(text, []), ['GET']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^broken: /);
  });

  it('folds a header for the record', () => {
    const text = 'HTTP/1.1 200 OK\r\nX: a\r\n  b\r\n\tc\r\nY: 1\r\n\r\n';
    expect(parseResponseHead(text, 'GET').head.headers).toEqual([
      ['X', 'a b c'],
      ['Y', '1'],
    ]);
  });

  it('passes what nobody asked for without reading it', () => {
    const text = 'HTTP/1.1 408 Request Timeout\r\n\r\n';
    expect(readResponses(pieces(text, [10]), [], true)).toEqual([
      `unasked ${JSON.stringify(text.slice(0, 10))}`,
      `unasked ${JSON.stringify(text.slice(10))}`,
    ]);
  });

  it('gives out the part of a head that came before the end', () => {
    expect(readResponses(pieces('HTTP/1.1 200 OK\r\nX', []), ['GET'], true)).toEqual([
      'stray "HTTP/1.1 200 OK\\r\\nX"',
    ]);
  });

  it('does not take the end of the connection for the end of a chunked body', () => {
    const text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n';
    expect(readResponses(pieces(text, []), ['GET'], true)).not.toContain('end');
  });

  it('never throws and never loops, whatever bytes come', () => {
    const words = ['HTTP/1.1 200 OK\r\n', 'HTTP/1.1 100 \r\n', 'Transfer-Encoding: chunked\r\n'];
    const word = fc.constantFrom(
      ...words,
      'Content-Length: 3\r\n',
      '\r\n',
      '\n',
      '0',
      '5',
      ';',
      'a',
    );
    const bytes = fc.oneof(
      fc.array(word).map((parts) => Buffer.from(parts.join(''), 'latin1')),
      fc.uint8Array().map((array) => Buffer.from(array)),
    );
    fc.assert(
      fc.property(fc.array(bytes), fc.array(fc.constantFrom('GET', 'HEAD')), (input, asked) => {
        readResponses(input, asked, true);
      }),
      { numRuns: 500 },
    );
  });
});
