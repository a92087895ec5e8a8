import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { UsageError } from '../../../src/errors.js';
import { inspect } from '../../../src/ui/server/inspect.js';
import { pageFiles } from '../../../src/ui/server/page-files.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { ask, PageClient, refusedUpgrade } from './page-client.js';

const recording = 'recordings/complete-tweet.db';
const folder = temporaryFolder();
let page: PageClient;

async function opened(write?: string): Promise<PageClient> {
  const inspector = await inspect(
    write === undefined ? recording : [recording, recording],
    write === undefined ? {} : { write },
  );
  onTestFinished(() => inspector.close());
  return PageClient.enter(inspector.url);
}

beforeEach(async () => {
  page = await opened();
});

describe('the door of the inspector', () => {
  it('gives a browser that comes with the token a cookie, and an address without it', async () => {
    const { status, headers, body } = await ask(page.origin, `/?token=${page.token}`);
    expect([status, headers.location, body]).toEqual([303, '/', '']);
    const { port } = new URL(page.origin);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^understudy-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`, 'u'),
      ),
    ]);
    expect(String(headers['set-cookie'])).not.toContain(page.token);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('serves the page, its scripts and its styles to who has the cookie', async () => {
    const { status, headers, body } = await page.get('/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const [, script = ''] = /src="\.(\/assets\/[^"]+\.js)"/u.exec(body) ?? [];
    const [, style = ''] = /href="\.(\/assets\/[^"]+\.css)"/u.exec(body) ?? [];
    expect((await page.get(script)).headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await page.get(style)).headers['content-type']).toBe('text/css; charset=utf-8');
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style|style=/u);
  });

  it('lets programs in that send the token', async () => {
    const headers = { Authorization: `Bearer ${page.token}` };
    expect((await ask(page.origin, '/api/inspector', { headers })).status).toBe(200);
  });

  it('says the same to all who have no key, whatever they ask', async () => {
    const { port } = new URL(page.origin);
    const value = page.cookie.split('=')[1] ?? '';
    const asked = ['/', '/api/inspector', '/nowhere', '/?token=x', `/?token=${page.token}x`];
    const cookies = [
      '',
      `understudy-${port}=`,
      `understudy-${port}=${page.token}`,
      `understudy-1=${value}`,
      `xunderstudy-${port}=${value}`,
      value,
    ];
    for (const path of asked) {
      for (const cookie of cookies) {
        const { status, body, headers } = await ask(page.origin, path, {
          headers: cookie === '' ? {} : { Cookie: cookie },
        });
        expect([status, body]).toEqual([
          401,
          'not allowed: open the link that the inspector printed in its terminal, in the address bar of this browser\n',
        ]);
        expect(headers['set-cookie']).toBeUndefined();
      }
    }
  });

  it('finds its cookie among those of other ports', async () => {
    const Cookie = `understudy-1=other; ${page.cookie}; a=b`;
    expect((await ask(page.origin, '/', { headers: { Cookie } })).status).toBe(200);
  });

  it('turns away a name that is not of this machine, with the key, too', async () => {
    for (const Host of ['evil.test', 'evil.test:80', `${new URL(page.origin).port}.evil.test`]) {
      expect((await page.get('/', { Host })).status).toBe(421);
      const byToken = await ask(page.origin, `/?token=${page.token}`, { headers: { Host } });
      expect([byToken.status, byToken.headers['set-cookie']]).toEqual([421, undefined]);
      const socket = page.open('/api/recordings/0/rows', { Host, Origin: `http://${Host}` });
      expect(await refusedUpgrade(socket)).toBe(421);
    }
  });

  it('looks at who asks before it looks at what they expect', async () => {
    const headers = { Expect: 'something', Host: 'evil.test' };
    expect((await ask(page.origin, '/', { headers })).status).toBe(421);
    expect((await page.get('/', { Expect: 'something' })).status).toBe(200);
  });

  it('turns away requests and websockets of other pages', async () => {
    for (const Origin of [
      'http://evil.test',
      'null',
      page.origin.replace('127.0.0.1', 'localhost'),
    ]) {
      expect((await page.get('/api/inspector', { Origin })).status).toBe(403);
      expect(await refusedUpgrade(page.open('/api/recordings/0/rows', { Origin }))).toBe(403);
    }
  });

  it('opens a websocket only with a key, and to a browser only with an origin', async () => {
    const url = `${page.origin.replace('http', 'ws')}/api/recordings/0/rows`;
    const refused = (headers: Record<string, string>): Promise<number | undefined> =>
      refusedUpgrade(new WebSocket(url, { headers }));
    expect(await refused({ Origin: page.origin })).toBe(401);
    expect(await refused({ Cookie: page.cookie })).toBe(403);
    expect(await refused({ Cookie: 'understudy-1=x', Origin: page.origin })).toBe(401);
    const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${page.token}` } });
    await once(socket, 'open');
    socket.terminate();
  });

  it('opens websockets nowhere else', async () => {
    for (const path of [
      '/',
      '/api/inspector',
      '/api/recordings/1/rows',
      '/api/recordings/x/rows',
    ]) {
      expect(await refusedUpgrade(page.open(path))).toBe(404);
    }
    expect(await refusedUpgrade(page.open('/api/recordings/0/rows?after=x'))).toBe(400);
  });

  it('says with every answer what a browser may do with it', async () => {
    const answers = await Promise.all([
      page.get('/'),
      page.get('/api/inspector'),
      page.get('/nowhere'),
      page.get('/api/recordings/0/exchanges/1/request'),
      ask(page.origin, '/'),
      ask(page.origin, `/?token=${page.token}`),
      page.get('/', { Host: 'evil.test' }),
    ]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
    expect((await page.get('/api/inspector')).headers['cache-control']).toBe('no-store');
  });

  it('has no way from a path to the file system', async () => {
    const paths = [
      ...['/../package.json', '/assets/../../../package.json', '/%2e%2e/package.json'],
      ...['/assets/..%2f..%2fpackage.json', '//etc/passwd', '/assets/', '/index.html/..', '/.'],
      ...['/api/recordings/0/../../inspector', '/api/recordings/%30/exchanges/1', '/index.html%00'],
    ];
    for (const path of paths) {
      expect([path, (await page.get(path)).status]).toEqual([path, 404]);
    }
  });

  it('changes nothing, and takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const headers = { Cookie: page.cookie, Origin: page.origin };
      expect((await ask(page.origin, '/', { method, headers })).status).toBe(405);
      expect((await ask(page.origin, '/api/inspector', { method, headers })).status).toBe(405);
    }
    const head = await ask(page.origin, '/', { method: 'HEAD', headers: { Cookie: page.cookie } });
    expect([head.status, head.body]).toEqual([200, '']);
  });

  it('ends those who open connections and say nothing, or half of something', async () => {
    const { port } = new URL(page.origin);
    const ended = async (text: string): Promise<void> => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(text);
      socket.resume();
      await once(socket, 'close');
    };
    await Promise.all(['', 'GET / HTTP/1.1\r\nHost: localhost\r\n', 'GET /'].map(ended));
  }, 60_000);

  it('refuses heads that are too long', async () => {
    const answer = await page.get('/', { 'X-Long': 'x'.repeat(20_000) });
    expect(answer.status).toBe(431);
  });

  it('ends at once, with pages open, and twice', async () => {
    const inspector = await inspect(recording);
    const client = await PageClient.enter(inspector.url);
    const followed = client.follow();
    await followed.last('caught-up');
    const closed = once(followed.socket, 'close');
    await Promise.all([inspector.close(), inspector.close()]);
    await closed;
    await expect(ask(client.origin, '/')).rejects.toThrow('ECONNREFUSED');
  });
});

it('says in one line that the page was not built', () => {
  expect(() => pageFiles(folder.path('nowhere'))).toThrow(UsageError);
  expect(() => pageFiles(folder.path('nowhere'))).toThrow(/npm run build/u);
});
