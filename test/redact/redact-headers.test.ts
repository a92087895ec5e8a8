import { beforeEach, describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../src/redact/redactor.js';

let redactor: Redactor;
beforeEach(() => {
  redactor = createRedactor({ key: Buffer.alloc(32, 1) });
});

function value(name: string, text: string): string {
  return redactor.headers([[name, text]]).headers[0]?.[1] ?? '';
}

describe('headers', () => {
  it('keeps the user of Basic credentials readable', () => {
    const token = Buffer.from('kate@desk:open:sesame').toString('base64');
    expect(value('Authorization', `Basic ${token}`)).toBe(
      `Basic kate%40desk:${redactor.pseudonym('open:sesame')}`,
    );
  });

  it('keeps the scheme of other credentials', () => {
    const hidden = redactor.pseudonym('abc def="x"');
    for (const scheme of ['Bearer', 'Digest', 'NTLM', 'Negotiate', 'AWS4-HMAC-SHA256']) {
      expect(value('Proxy-Authorization', `${scheme} abc def="x"`)).toBe(`${scheme} ${hidden}`);
    }
  });

  it('takes credentials without a scheme for a secret as a whole', () => {
    expect(value('Authorization', 'abcdef')).toBe(redactor.pseudonym('abcdef'));
    expect(value('Authorization', 's3cr3t with more')).toBe(redactor.pseudonym('s3cr3t with more'));
    expect(value('Authorization', 'Basic bm9jb2xvbg==')).toMatch(/^Basic ~/u);
  });

  it('replaces each cookie and keeps names, quotes, separators and order', () => {
    const [a, b] = [redactor.pseudonym('1'), redactor.pseudonym('2')];
    expect(redactor.headers([['Cookie', 'B=1;  A="2" ;C=; =1;1']])).toEqual({
      headers: [['Cookie', `B=${a};  A="${b}" ;C=; =${a};${a}`]],
      places: ['header/cookie/B', 'header/cookie/A', 'header/cookie/'],
    });
  });

  it('replaces the value of a cookie that is set and keeps its attributes', () => {
    const attributes = 'Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly';
    expect(value('Set-Cookie', `A=1; ${attributes}`)).toBe(
      `A=${redactor.pseudonym('1')}; ${attributes}`,
    );
    expect(value('Set-Cookie', 'A=; Max-Age=0')).toBe('A=; Max-Age=0');
  });

  it('finds cookies that are joined into one header, and values in unknown attributes', () => {
    expect(value('Set-Cookie', 'A=1; Path=/, B=secret; Path=/')).not.toContain('secret');
    expect(value('Set-Cookie', 'A=1; other=secret; secret')).not.toContain('secret');
  });

  it('learns the name of the header that carries the CSRF token', () => {
    const { headers, places } = redactor.headers([
      ['X-Guard', 'c0ffee'],
      ['X-CSRF-HEADER', 'X-Guard'],
    ]);
    expect(headers).toEqual([
      ['X-Guard', redactor.pseudonym('c0ffee')],
      ['X-CSRF-HEADER', 'X-Guard'],
    ]);
    expect(places).toEqual(['header/x-guard']);
    expect(value('x-guard', 'c0ffee')).toBe(redactor.pseudonym('c0ffee'));
  });

  it('finds secrets in the URLs of Location and Referer', () => {
    const [user, session, token] = ['pw', 'node0', 'abc d'].map(redactor.pseudonym);
    expect(
      value('Location', 'http://u:pw@h/a;jsessionid=node0?x=1&token=abc%20d#id_token=pw'),
    ).toBe(`http://u:${user}@h/a;jsessionid=${session}?x=1&token=${token}#id_token=${user}`);
    expect(value('Link', '</a?token=pw>; rel="next"')).toBe(`</a?token=${user}>; rel="next"`);
  });

  it('finds a session cookie in another header, whichever comes first', () => {
    const { headers, places } = redactor.headers([
      ['X-Trace', 'of node01abcdef here'],
      ['Cookie', 'JSESSIONID=node01abcdef'],
    ]);
    expect(headers[0]).toEqual(['X-Trace', `of ${redactor.pseudonym('node01abcdef')} here`]);
    expect(places).toEqual(['header/x-trace', 'header/cookie/JSESSIONID']);
  });

  it.each([
    [
      'WWW-Authenticate',
      'Negotiate oRQwEqADCgEAoQsGCSqGSIb3EgECAg==',
      'oRQwEqADCgEAoQsGCSqGSIb3EgECAg==',
    ],
    ['Proxy-Authenticate', 'Basic realm="x", NTLM TlRMTVNTUAAC , Digest nonce="n"', 'TlRMTVNTUAAC'],
    ['Sec-WebSocket-Protocol', 'cometd, access_token, abc', 'abc'],
    ['Sec-WebSocket-Protocol', 'v12.stomp, 0a1b2c3d4e5f6a7b8c9d', '0a1b2c3d4e5f6a7b8c9d'],
    [
      'Sec-WebSocket-Protocol',
      '550e8400-e29b-41d4-a716-446655440000',
      '550e8400-e29b-41d4-a716-446655440000',
    ],
    ['sec-websocket-protocol', 'Bearer, s3cret', 's3cret'],
  ])('finds the token in %s: %s', (name, text, token) => {
    expect(redactor.headers([[name, text]])).toEqual({
      headers: [[name, text.replace(token, redactor.pseudonym(token))]],
      places: [`header/${name.toLowerCase()}`],
    });
  });

  it('leaves names of protocols and parameters of challenges', () => {
    for (const [name, text] of [
      [
        'Sec-WebSocket-Protocol',
        'cometd, v12.stomp, graphql-transport-ws, v1.messaging.example.com',
      ],
      ['WWW-Authenticate', 'NTLM, Negotiate, Digest realm="r", algorithm=SHA-256, qop=auth-int'],
    ] as const) {
      expect(value(name, text)).toBe(text);
    }
  });

  it('leaves all other headers as they are, repeats included', () => {
    const headers: [string, string][] = [
      ['Host', 'desk:8080'],
      ['x-twice', ' a '],
      ['X-Twice', 'B'],
      ['WWW-Authenticate', 'Basic realm="genesys", charset="UTF-8"'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['Access-Control-Allow-Headers', 'authorization, x-csrf-token'],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Location', 'http://host/a?b=c'],
    ];
    expect(redactor.headers(headers)).toEqual({ headers, places: [] });
  });
});
