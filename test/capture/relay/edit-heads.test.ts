import { describe, expect, it } from 'vitest';
import { parseRequestHead } from '../../../src/capture/http1/request-head.js';
import { parseResponseHead } from '../../../src/capture/http1/response-head.js';
import { editRequestHead } from '../../../src/capture/relay/edit-request-head.js';
import { editResponseHead } from '../../../src/capture/relay/edit-response-head.js';
import { Notices } from '../../../src/capture/relay/notices.js';

const target = new URL('http://gws.example.com:8080');

function request(fields: string, keepHost = false): string {
  const parsed = parseRequestHead(`GET http://x/y HTTP/1.1\r\n${fields}\r\n`);
  const ownOrigins = ['http://recorder.test', 'http://127.0.0.1:9000'];
  const bytes = editRequestHead(parsed, { target, ownOrigins, keepHost });
  return bytes.toString('latin1').slice('GET http://x/y HTTP/1.1\r\n'.length, -2);
}

function response(fields: string, desktopOrigin = 'http://Recorder.example.com:9'): string {
  const parsed = parseResponseHead(`HTTP/1.1 200 OK\r\n${fields}\r\n`, 'GET');
  const bytes = editResponseHead(parsed, { target, desktopOrigin });
  return bytes.toString('latin1').slice('HTTP/1.1 200 OK\r\n'.length, -2);
}

describe('editRequestHead', () => {
  it('exchanges the value of Host and leaves its spacing', () => {
    expect(request('A: 1\r\nhost:\trecorder.test \r\nB:2\r\n')).toBe(
      'A: 1\r\nhost:\tgws.example.com:8080 \r\nB:2\r\n',
    );
  });

  it('adds no Host', () => {
    expect(request('A: \xff\r\n')).toBe('A: \xff\r\n');
  });

  it.each([
    ['Origin: http://recorder.test', 'Origin: http://gws.example.com:8080'],
    ['Origin: HTTP://Recorder.Test:80', 'Origin: http://gws.example.com:8080'],
    ['Origin: http://127.0.0.1:9000', 'Origin: http://gws.example.com:8080'],
    ['Origin: https://recorder.test', 'Origin: https://recorder.test'],
    ['Origin: http://recorder.test.evil', 'Origin: http://recorder.test.evil'],
    ['Origin: null', 'Origin: null'],
    ['Referer: http://recorder.test/a?b#c', 'Referer: http://gws.example.com:8080/a?b#c'],
    ['Referer: http://recorder.test@evil/', 'Referer: http://recorder.test@evil/'],
    ['Referer: http://other/?http://recorder.test', 'Referer: http://other/?http://recorder.test'],
  ])('makes of %s: %s', (before, after) => {
    expect(request(`${before}\r\n`)).toBe(`${after}\r\n`);
  });

  it('leaves Host, Origin and Referer where the host is kept', () => {
    const fields = 'Host: recorder.test\r\nOrigin: http://recorder.test\r\n';
    expect(request(fields, true)).toBe(fields);
  });

  it('takes offers of HTTP/2 out, and their names from Connection', () => {
    expect(
      request(
        'Connection: Upgrade, HTTP2-Settings,keep-alive\r\nUpgrade: h2c\r\nX: 1\r\nHTTP2-Settings: AAM\r\n',
        true,
      ),
    ).toBe('Connection: keep-alive\r\nX: 1\r\n');
    expect(request('Connection: upgrade\r\nUpgrade: h2c\r\n')).toBe('');
  });

  it('leaves all other hop-by-hop headers', () => {
    const fields =
      'Connection: close , TE\r\nTE: trailers\r\nKeep-Alive: 5\r\nUpgrade: websocket\r\n';
    expect(request(fields)).toBe(fields);
  });
});

describe('editResponseHead', () => {
  it.each([
    ['Location: http://GWS.example.com:8080/a?b', 'Location: http://Recorder.example.com:9/a?b'],
    ['location:http://gws.example.com:8080', 'location:http://Recorder.example.com:9'],
    ['Location: http://gws.example.com/', 'Location: http://gws.example.com/'],
    ['Location: /a', 'Location: /a'],
    [
      'Access-Control-Allow-Origin: http://gws.example.com:8080',
      'Access-Control-Allow-Origin: http://Recorder.example.com:9',
    ],
    ['Access-Control-Allow-Origin: *', 'Access-Control-Allow-Origin: *'],
    ['Link: http://gws.example.com:8080/', 'Link: http://gws.example.com:8080/'],
    [
      'Set-Cookie: a=domain=b; Path=/; Domain=.gws.example.com; HttpOnly',
      'Set-Cookie: a=domain=b; Path=/; HttpOnly',
    ],
    ['Set-Cookie: a=b;domain = GWS.example.com', 'Set-Cookie: a=b'],
    ['Set-Cookie: a=b; Domain=example.com', 'Set-Cookie: a=b; Domain=example.com'],
    ['Set-Cookie: a=b; Domain=other.test', 'Set-Cookie: a=b; Domain=other.test'],
  ])('makes of %s: %s', (before, after) => {
    expect(response(`${before}\r\n`)).toBe(`${after}\r\n`);
  });

  it('drops a domain above the target that the recorder is not in', () => {
    const cookie = 'Set-Cookie: a=b; Domain=example.com; Secure\r\n';
    expect(response(cookie, 'http://localhost:9')).toBe('Set-Cookie: a=b; Secure\r\n');
  });

  it('leaves line ends, folds and case as they are', () => {
    const fields = 'X: a\n  b\nSET-COOKIE: c\r\n';
    expect(response(fields)).toBe(fields);
  });

  describe('between an https server and a desktop that came over http', () => {
    const secure = new URL('https://gws.example.com');

    function over(fields: string, desktopOrigin = 'http://recorder.test'): [string, string[]] {
      const told: string[] = [];
      const notices = new Notices((message) => told.push(message));
      const parsed = parseResponseHead(`HTTP/1.1 200 OK\r\n${fields}\r\n`, 'GET');
      const bytes = editResponseHead(parsed, { target: secure, desktopOrigin, notices });
      return [bytes.toString('latin1').slice('HTTP/1.1 200 OK\r\n'.length, -2), told];
    }

    it.each([
      ['Set-Cookie: a=b; Path=/; Secure; HttpOnly', 'Set-Cookie: a=b; Path=/; HttpOnly'],
      ['Set-Cookie: a=secure;secure', 'Set-Cookie: a=secure'],
      ['Set-Cookie: a=b; SameSite=None; Secure; Partitioned', 'Set-Cookie: a=b'],
      ['Set-Cookie: a=b; SameSite=Strict; Secure=1; X=y', 'Set-Cookie: a=b; SameSite=Strict; X=y'],
      ['Set-Cookie: a=b; Secured; Domain=gws.example.com', 'Set-Cookie: a=b; Secured'],
      ['Location: https://gws.example.com:443/a', 'Location: http://recorder.test/a'],
      ['Location: http://gws.example.com/a', 'Location: http://gws.example.com/a'],
      ['Strict-Transport-Security: max-age=1', 'Strict-Transport-Security: max-age=1'],
      [
        'Sec-WebSocket-Accept: https://gws.example.com',
        'Sec-WebSocket-Accept: https://gws.example.com',
      ],
    ])('makes of %s: %s', (before, after) => {
      expect(over(`${before}\r\n`)).toEqual([`${after}\r\n`, []]);
    });

    it('tells the operator once of cookies that no browser takes over http', () => {
      const [fields, told] = over('Set-Cookie: __Host-a=b; Secure\r\nSet-Cookie: __secure-c=d\r\n');
      expect(fields).toBe('Set-Cookie: __Host-a=b\r\nSet-Cookie: __secure-c=d\r\n');
      expect(told).toEqual([expect.stringContaining('begins with __Host-')]);
    });

    it('leaves cookies of a desktop that came over https', () => {
      const cookie = 'Set-Cookie: __Host-a=b; Secure; SameSite=None\r\n';
      expect(over(cookie, 'https://recorder.test')).toEqual([cookie, []]);
    });
  });
});
