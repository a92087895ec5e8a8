import { Agent } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createCookieJar } from '../desktops/cookie-jar.js';
import { createHttpClient, type HttpClient } from '../desktops/http-client.js';
import { type Staging, type StagingOptions, startStaging } from './staging.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: StagingOptions = {}): Promise<Staging> {
  const staging = await startStaging(options);
  open.push(staging.close);
  return staging;
}

function visitor({ url }: Staging): HttpClient {
  const agent = new Agent({ keepAlive: true });
  open.push(() => agent.destroy());
  return createHttpClient(url, createCookieJar(), agent);
}

function basic(user: string, password = `secret-${user}`): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

async function agentAt(staging: Staging): Promise<HttpClient> {
  const client = visitor(staging);
  await client.request('GET', '/api/v2/me', { headers: basic('a1') });
  return client;
}

const header = (
  { headers }: Awaited<ReturnType<HttpClient['request']>>,
  name: string,
): readonly string[] =>
  headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);

const denied = { status: 403, body: '{"statusCode":20,"statusMessage":"Access denied"}' };

it('denies access without credentials and with wrong ones', async () => {
  const client = visitor(await start());
  const me = '/api/v2/me?subresources=*';
  expect(await client.request('GET', me)).toMatchObject(denied);
  const wrong = { headers: basic('a1', 'secret') };
  expect(await client.request('GET', me, wrong)).toMatchObject(denied);
  expect(await client.request('POST', '/api/v2/notifications', { body: '[]' })).toMatchObject(
    denied,
  );
});

it('logs in with Basic and goes on with the cookie', async () => {
  const client = visitor(await start());
  const first = await client.request('GET', '/api/v2/me', { headers: basic('a2') });
  expect(header(first, 'set-cookie')).toEqual([
    expect.stringMatching(/^JSESSIONID=[\w-]{36}; Path=\/; HttpOnly$/),
  ]);
  expect(JSON.parse(first.body)).toMatchObject({ statusCode: 0, user: { userName: 'a2' } });
  const again = await client.request('GET', '/api/v2/me/?subresources=*');
  expect(again.body).toBe(first.body);
  expect(header(again, 'set-cookie')).toEqual([]);
});

it('begins a new session when somebody else logs in over the same cookie', async () => {
  const client = await agentAt(await start());
  const other = await client.request('GET', '/api/v2/me', { headers: basic('s1') });
  expect(header(other, 'set-cookie')).toHaveLength(1);
  const { body } = await client.request('GET', '/api/v2/me');
  expect(JSON.parse(body)).toMatchObject({ user: { userName: 's1', roles: ['ROLE_SUPERVISOR'] } });
});

it('names itself in URIs as the caller calls it', async () => {
  const client = await agentAt(await start());
  const { body } = await client.request('GET', '/api/v2/me', { headers: { Host: 'gws:8080' } });
  expect(body).toContain('"deviceUri":"http://gws:8080/api/v2/devices/');
  expect(body).not.toContain('127.0.0.1');
});

it('writes numbers and repeated keys that no parser would give back', async () => {
  const client = await agentAt(await start());
  const { body } = await client.request('GET', '/api/v2/me');
  expect(body).toContain('"dbid":9007199254740993,"rating":1.10,"enabled":true,"enabled":true');
  expect(body).toContain('Ren\\u00e9');
});

it('compresses large answers for who takes gzip', async () => {
  const client = await agentAt(await start());
  const gzipped = await client.request('GET', '/api/v2/me');
  const plain = await client.request('GET', '/api/v2/me', { headers: { 'Accept-Encoding': '' } });
  expect(header(gzipped, 'content-encoding')).toEqual(['gzip']);
  expect(header(plain, 'content-encoding')).toEqual([]);
  expect(gzipped.body).toBe(plain.body);
  const small = await client.request('GET', '/api/v2/diagnostics/version');
  expect(header(small, 'content-encoding')).toEqual([]);
  expect(small.body).toBe('{"version":"8.5.202.96"}');
});

it('demands the CSRF token that it hands out, if told to', async () => {
  const client = visitor(await start({ csrf: true }));
  const anonymous = await client.request('GET', '/api/v2/me');
  expect(header(anonymous, 'x-csrf-header')).toEqual(['X-CSRF-TOKEN']);
  await client.request('GET', '/api/v2/me', { headers: basic('a1') });
  const body = '{"operationName":"EndContactCenterSession"}';
  const bare = await client.request('POST', '/api/v2/me', {
    body,
    headers: { 'X-CSRF-TOKEN': '' },
  });
  expect(bare.status).toBe(403);
  expect((await client.request('POST', '/api/v2/me', { body })).status).toBe(200);
});

it('starts a contact-centre session in part, for it has no telephony', async () => {
  const client = await agentAt(await start());
  const body = '{"operationName":"StartContactCenterSession","channels":["voice","twitter"]}';
  expect(await client.request('POST', '/api/v2/me', { body })).toMatchObject({
    status: 200,
    body: '{"statusCode":7,"failed":[{"channel":"voice"}],"succeeded":[{"channel":"twitter"}]}',
  });
});

it('sets a sticky cookie once, if told to', async () => {
  const client = visitor(await start({ stickyCookie: true }));
  const first = await client.request('GET', '/api/v2/me');
  expect(header(first, 'set-cookie')).toEqual([expect.stringMatching(/^AWSELB=/)]);
  expect(header(await client.request('GET', '/api/v2/me'), 'set-cookie')).toEqual([]);
});

it.each([
  ['no JSON', '{"operationName":', 400, 1],
  ['no object', '["Complete"]', 400, 1],
  ['no operation', '{"__proto__":{"operationName":"Complete"}}', 400, 1],
  ['an unknown tweet', '{"operationName":"Complete"}', 404, 6],
] as const)('refuses a call on a tweet with %s', async (_what, body, status, statusCode) => {
  const client = await agentAt(await start());
  const answer = await client.request('POST', '/api/v2/me/tweets/01QQQG2MU214P05K', { body });
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toMatchObject({ statusCode });
});

it('refuses Bayeux that is no JSON, and goes on', async () => {
  const client = await agentAt(await start());
  const sent = { body: '[{"channel":' };
  expect((await client.request('POST', '/api/v2/notifications', sent)).status).toBe(400);
  expect((await client.request('GET', '/api/v2/me')).status).toBe(200);
});

it('may be closed twice', async () => {
  const staging = await start();
  await staging.close();
  await staging.close();
  await expect(visitor(staging).request('GET', '/')).rejects.toThrow('ECONNREFUSED');
});
