import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { originExchange } from '../../../src/acts/origins.js';
import type { Headers } from '../../../src/recording/exchange.js';
import { type AnswerSource, composeAnswer } from '../../../src/replay/answer/compose-answer.js';

const exchange = originExchange(['http://gws.test', 'http://gws.test:8080']);
const live = 'http://127.0.0.1:9';

function compose(source: Partial<AnswerSource>, method = 'GET', acceptEncoding = '') {
  return composeAnswer(
    { status: 200, reason: 'OK', headers: [], body: null, ...source },
    {
      method,
      target: '/',
      headers: acceptEncoding === '' ? [] : [['Accept-Encoding', acceptEncoding]],
      body: null,
    },
    {
      secret: (recorded) => `live-${recorded.slice(1, 4)}`,
      origin: (text) => exchange.text(text, live),
      content: (content) => exchange.bytes(content, live),
      recordedHost: 'gws.test',
    },
  );
}

const body = (text: string, encoding: string | null = null, encoded: Uint8Array | null = null) => ({
  content: Buffer.from(text),
  encoded,
  encoding,
});
const token = `~abc${'_'.repeat(19)}`;

describe('an answer', () => {
  it('keeps headers in order, with repeats and case, and drops those of a connection', () => {
    const headers: Headers = [
      ['X-a', '1'],
      ['Connection', 'keep-alive, X-Gone'],
      ['x-gone', '1'],
      ['Keep-Alive', 'timeout=5'],
      ['Transfer-Encoding', 'chunked'],
      ['X-A', '2'],
    ];
    expect(compose({ headers, body: body('hi') }).headers).toEqual([
      ['X-a', '1'],
      ['X-A', '2'],
      ['Content-Length', '2'],
    ]);
  });

  it('says its right length at the recorded place, once', () => {
    const headers: Headers = [
      ['content-length', '999'],
      ['X', '1'],
      ['Content-Length', '999'],
    ];
    expect(compose({ headers, body: body('hi') }).headers).toEqual([
      ['content-length', '2'],
      ['X', '1'],
    ]);
  });

  it.each([
    [204, 'GET', [['X', '1']]],
    [
      304,
      'GET',
      [
        ['Content-Length', '7'],
        ['X', '1'],
      ],
    ],
    [
      200,
      'HEAD',
      [
        ['Content-Length', '7'],
        ['X', '1'],
      ],
    ],
  ] as const)('has no body for %i to %s', (status, method, expected) => {
    const headers: Headers = [
      ['Content-Length', '7'],
      ['X', '1'],
    ];
    const answer = compose({ status, headers, body: body('') }, method);
    expect(answer.headers).toEqual(expected);
    expect(answer.body).toBeNull();
  });

  it('has length 0 where no body was framed', () => {
    expect(compose({}).headers).toEqual([['Content-Length', '0']]);
  });

  it('makes cookies anew, all but their attributes, and leaves out a domain that is not its own, and what holds over https alone', () => {
    const headers: Headers = [
      ['Set-Cookie', `JSESSIONID=${token}; Path=/; Domain=.gws.test; HttpOnly`],
      ['Set-Cookie', `AWSELB="${token}"; Domain=elsewhere.test`],
      ['set-cookie', 'JSESSIONID=; Max-Age=0'],
      ['Set-Cookie', 'theme=dark; Secure; SameSite=None; Path=/'],
    ];
    expect(compose({ headers }).headers.slice(0, 4)).toEqual([
      ['Set-Cookie', 'JSESSIONID=live-abc; Path=/; HttpOnly'],
      ['Set-Cookie', 'AWSELB="live-abc"; Domain=elsewhere.test'],
      ['set-cookie', 'JSESSIONID=; Max-Age=0'],
      ['Set-Cookie', 'theme=dark; Path=/'],
    ]);
  });

  it('exchanges origins in headers that name one, and in the body', () => {
    const answer = compose({
      headers: [
        ['Location', `http://gws.test:8080/next?token=${token}`],
        ['Access-Control-Allow-Origin', 'http://gws.test'],
        ['Server', 'http://gws.test'],
      ],
      body: body(
        '{"a":"http:\\/\\/gws.test:8080\\/x","b":"http://gws.test/y","c":"http://gws.test:80801/z","d":"http://gws.testing"}',
      ),
    });
    expect(answer.headers.slice(0, 3)).toEqual([
      ['Location', 'http://127.0.0.1:9/next?token=live-abc'],
      ['Access-Control-Allow-Origin', live],
      ['Server', 'http://gws.test'],
    ]);
    expect(Buffer.from(answer.body ?? []).toString()).toBe(
      '{"a":"http:\\/\\/127.0.0.1:9\\/x","b":"http://127.0.0.1:9/y","c":"http://gws.test:80801/z","d":"http://gws.testing"}',
    );
  });

  it('keeps bytes that are no text', () => {
    const content = Buffer.from([0xff, 0x00, 0xfe]);
    expect(compose({ body: { content, encoded: null, encoding: null } }).body).toEqual(content);
  });

  describe('that was encoded', () => {
    const headers: Headers = [['Content-Encoding', 'gzip']];
    const plain = '{"a":1}';
    const encoded = gzipSync(plain, { level: 1 });

    it('keeps the recorded bytes for a client that accepts them', () => {
      const answer = compose({ headers, body: body(plain, 'gzip', encoded) }, 'GET', 'gzip');
      expect(answer.body).toBe(encoded);
      expect(answer.headers).toContainEqual(['Content-Encoding', 'gzip']);
    });

    it('is decoded for one that does not', () => {
      const answer = compose({ headers, body: body(plain, 'gzip', encoded) }, 'GET', 'br');
      expect(Buffer.from(answer.body ?? []).toString()).toBe(plain);
      expect(answer.headers).toEqual([['Content-Length', '7']]);
    });

    it.each([
      [
        'an origin was exchanged',
        '"http://gws.test/x"',
        gzipSync('"http://gws.test/x"'),
        `"${live}/x"`,
      ],
      ['something was redacted', '"~"', null, '"~"'],
    ])('is encoded anew if %s', (_, text, was, expected) => {
      const answer = compose({ headers, body: body(text, 'gzip', was) }, 'GET', 'gzip');
      expect(gunzipSync(answer.body ?? new Uint8Array()).toString()).toBe(expected);
      expect(answer.headers).toContainEqual(['Content-Length', String(answer.body?.length)]);
    });

    it('is decoded if it had to be changed and its coding is not known', () => {
      const source = {
        headers: [['Content-Encoding', 'zstd']] as Headers,
        body: body('"http://gws.test"', 'zstd', Buffer.from('?')),
      };
      const answer = compose(source, 'GET', 'zstd');
      expect(Buffer.from(answer.body ?? []).toString()).toBe(`"${live}"`);
      expect(answer.headers).toEqual([['Content-Length', String(live.length + 2)]]);
    });
  });
});
