import { once } from 'node:events';
import { renameSync } from 'node:fs';
import http from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askFor, startObedientServer } from '../capture/obedient-server.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { understudy } from './command.js';
import { freePort } from './free-port.js';
import { type RecorderTalk, startRecorderTalk } from './recorder-talk.js';

const folder = temporaryFolder();

interface Watched {
  readonly talk: RecorderTalk;
  /** Where desktops connect. */
  readonly url: string;
  readonly admin: { readonly url: string; readonly token: string };
  readonly server: Awaited<ReturnType<typeof startObedientServer>>;
  readonly file: string;
}

async function watched(): Promise<Watched> {
  const server = await startObedientServer();
  const file = folder.path('a.db');
  const talk = startRecorderTalk([
    ...['--target', server.url, '--output', file, '--json', '--admin', '127.0.0.1:0'],
  ]);
  const { url } = (await talk.event('listening')) as { url: string };
  const admin = (await talk.event('admin')) as { url: string; token: string };
  return { talk, url, admin, server, file };
}

async function get(
  url: string,
  headers: http.OutgoingHttpHeaders,
): Promise<{ readonly status: number | undefined; readonly type: string; readonly body: string }> {
  const request = http.get(url, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const { statusCode: status, headers: answered } = response;
  return { status, type: String(answered['content-type']), body: await text(response) };
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('record --admin', () => {
  it('lets in who has the token alone, by a name of this machine, from no other web page', async () => {
    const { admin, talk } = await watched();
    expect(admin.token).toMatch(/^[\w-]{43}$/u);
    for (const path of ['/healthz', '/metrics']) {
      const url = admin.url + path;
      const status = async (headers: http.OutgoingHttpHeaders) => (await get(url, headers)).status;
      const own = bearer(admin.token);
      expect(await status(own)).toBe(200);
      expect(await status({})).toBe(401);
      expect(await status(bearer('wrong'))).toBe(401);
      expect(await status({ ...own, Host: 'evil.test' })).toBe(421);
      expect(await status({ ...own, Origin: 'http://evil.test' })).toBe(403);
    }
    expect(await talk.stop()).toBe(0);
  });

  it('is not reached through the port of the desktops', async () => {
    const { admin, url } = await watched();
    const answer = { body: '{"from":"the server"}' };
    for (const [address, headers] of [
      [`${url}/metrics`, {}],
      [`${url}/healthz`, { Host: new URL(admin.url).host }],
    ] as const) {
      expect(
        await askFor(address, { headers: { ...bearer(admin.token), ...headers }, answer }),
      ).toEqual({ status: 200, body: '{"from":"the server"}' });
    }
    // In absolute form, as a proxy is asked: it still goes to the one target.
    const { hostname, port } = new URL(url);
    const path = `${admin.url}/metrics`;
    const request = http.get({ hostname, port, path, headers: bearer(admin.token) });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    expect(await text(response)).toBe('{"statusCode":0}');
  });

  it('has the figures of the recorder and of its process for Prometheus', async () => {
    const { admin, url, talk } = await watched();
    await askFor(`${url}/api/v2/me/chats/1`, {
      method: 'POST',
      headers: { Cookie: 'JSESSIONID=a' },
      body: '{"operationName":"Ho\\"ld\\n"}',
    });
    const asked = await get(`${admin.url}/metrics`, bearer(admin.token));
    expect(asked.type).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = asked.body.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE understudy_calls_total counter',
        'understudy_calls_total 1',
        'understudy_operation_calls_total{operation="Ho\\"ld\\n"} 1',
        'understudy_operation_answered_calls_total{operation="Ho\\"ld\\n"} 0',
        '# TYPE understudy_desktops gauge',
        'understudy_in_gap 0',
        'understudy_target_up 1',
        '# TYPE understudy_added_latency_seconds histogram',
        'understudy_added_latency_seconds_bucket{le="+Inf"} 1',
        'understudy_added_latency_seconds_count 1',
        expect.stringMatching(/^process_cpu_seconds_total /u),
      ]),
    );
    const names = lines.flatMap((line) => /^# TYPE (\S+)/u.exec(line)?.[1] ?? []);
    expect(new Set(names).size).toBe(names.length);
    const again = await get(`${admin.url}/metrics`, bearer(admin.token));
    expect(again.body).toContain('\nunderstudy_calls_total 1\n');
    expect(await talk.stop()).toBe(0);
  });

  it('says of its health that it can not record, and that it can again', async () => {
    const { admin, url, talk, file } = await watched();
    const away = folder.path('away.db');
    const health = async () => {
      const { status, body } = await get(`${admin.url}/healthz`, bearer(admin.token));
      return [status, (JSON.parse(body) as { status: string }).status];
    };
    expect(await health()).toEqual([200, 'ok']);
    renameSync(file, away);
    await askFor(url);
    expect(await health()).toEqual([503, 'gap']);
    renameSync(away, file);
    await askFor(url);
    expect(await health()).toEqual([200, 'ok']);
    expect(await talk.stop()).toBe(3);
  });

  it('says of its health that the target is gone', async () => {
    const { admin, url, talk, server } = await watched();
    await askFor(url);
    await server.close();
    expect(await askFor(url)).toMatchObject({ status: 502 });
    const { status, body } = await get(`${admin.url}/healthz`, bearer(admin.token));
    expect([status, JSON.parse(body)]).toMatchObject([503, { status: 'target-unreachable' }]);
    expect(await talk.stop()).toBe(0);
  });

  it('prints a token that it made once, and no token that it was given', async () => {
    const server = await startObedientServer();
    const args = (name: string) => [
      ...['--target', server.url, '--output', folder.path(name), '--admin', '127.0.0.1:0'],
    ];
    const made = startRecorderTalk(args('a.db'));
    const said = await made.line(/^admin on /u);
    const [, url = '', token = ''] = /^admin on (\S+), token ([\w-]{43})$/u.exec(said) ?? [];
    expect(await get(`${url}/healthz`, bearer(token))).toMatchObject({ status: 200 });
    expect(await made.stop()).toBe(0);
    expect(made.stderr).toEqual([
      expect.stringMatching(/^understudy: recording what goes through /u),
      said,
    ]);
    expect(made.stdout.join()).not.toContain(token);

    const env = { UNDERSTUDY_ADMIN_TOKEN: 'chosen-elsewhere' };
    for (const flags of [[], ['--json']]) {
      const given = startRecorderTalk([...args(`b${flags.length}.db`), ...flags], env);
      const address = /http:\/\/127\.0\.0\.1:\d+/u.exec(await given.line(/admin/u))?.[0];
      expect(await get(`${address}/healthz`, bearer('chosen-elsewhere'))).toMatchObject({
        status: 200,
      });
      expect(await given.stop()).toBe(0);
      expect([...given.stdout, ...given.stderr].join()).not.toContain('chosen-elsewhere');
    }
  });

  it('ends with 4, one line and no file if its address is taken', async () => {
    const server = await startObedientServer();
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    onTestFinished(() => void holder.close());
    const taken = `127.0.0.1:${(holder.address() as AddressInfo).port}`;
    const ended = await understudy(
      ...['record', '--target', server.url, '--listen', '127.0.0.1:0'],
      ...['--output', folder.path('a.db'), '--admin', taken],
    );
    expect(ended).toEqual({
      status: 4,
      stdout: '',
      stderr: `understudy: can't listen on ${taken} (EADDRINUSE); choose another address with --admin, or port 0 for a free one\n`,
    });
    expect(folder.files()).toEqual([]);
  });

  it.each(['127.0.0.1', 'localhost'])(
    'ends with 2 if the target is its own address, under the name %s',
    async (name) => {
      const port = await freePort();
      const ended = await understudy(
        ...['record', '--target', `http://${name}:${port}`, '--listen', '127.0.0.1:0'],
        ...['--output', folder.path('a.db'), '--admin', `127.0.0.1:${port}`],
      );
      expect(ended).toMatchObject({ status: 2, stdout: '' });
      expect(ended.stderr).toMatch(/^understudy: the target http:\/\/\S+ is the address given/u);
      expect(folder.files()).toEqual([]);
    },
  );

  it('ends with 2 if the token can not be sent, and does not repeat it', async () => {
    const server = await startObedientServer();
    const talk = startRecorderTalk(
      ['--target', server.url, '--output', folder.path('a.db'), '--admin', '127.0.0.1:0'],
      { UNDERSTUDY_ADMIN_TOKEN: 'two words' },
    );
    expect(await talk.ended).toBe(2);
    expect(talk.stderr).toEqual([expect.stringMatching(/^understudy: the admin token must be/u)]);
    expect(talk.stderr.join()).not.toContain('two words');
    expect(folder.files()).toEqual([]);
  });
});
