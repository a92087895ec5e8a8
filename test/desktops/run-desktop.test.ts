import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { type StagingOptions, startStaging } from '../staging/staging.js';
import type { ClientVersion } from './bayeux-client.js';
import { compareTranscripts } from './compare-transcripts.js';
import { runDesktop } from './run-desktop.js';
import { agent, fourChannels, logIn, type Script } from './scripts.js';
import { httpAnswers, notifications, type Transcript } from './transcript.js';
import { tweetNotices } from './tweet-notices.js';

async function visit(
  script: Script,
  client: ClientVersion,
  options: StagingOptions = {},
): Promise<Transcript> {
  const staging = await startStaging(options);
  try {
    return await runDesktop(script, { url: staging.url, user: 'a1', client });
  } finally {
    await staging.close();
  }
}

it.each(['cometd9', 'cometd3'] as const)('completes two tweets with %s', async (client) => {
  const transcript = await visit(agent(), client);
  const seen = httpAnswers(transcript).map(({ request, status }) => `${request} ${status}`);
  expect(seen).toEqual([
    'GET /api/v2/me?subresources=* 403',
    'GET /api/v2/me?subresources=* 200',
    'GET /api/v2/diagnostics/version 200',
    'POST /api/v2/me 200',
    'GET /api/v2/me/tweets 200',
    'POST /api/v2/me/tweets/01QQQG2MU214P05K 200',
    'GET /api/v2/me/tweets/01QQQG2MU214P05K 200',
    'POST /api/v2/me/tweets/01QQQG2MU214P05L 200',
    'GET /api/v2/me/tweets/01QQQG2MU214P05L 200',
    'POST /api/v2/me/tweets/01QQQG2MU214P05K 200',
    'POST /api/v2/me/tweets/01QQQG2MU214P05L 200',
    'GET /api/v2/me/tweets 200',
    'POST /api/v2/me/tweets/01QQQG2MU214ZZZZ 404',
    'POST /api/v2/me 200',
  ]);
  expect(tweetNotices(transcript.sights)).toEqual([
    { id: '01QQQG2MU214P05K', state: 'Invited', referenceId: undefined },
    { id: '01QQQG2MU214P05L', state: 'Invited', referenceId: undefined },
    { id: '01QQQG2MU214P05K', state: 'Processing', referenceId: 12 },
    { id: '01QQQG2MU214P05L', state: 'Processing', referenceId: 13 },
    { id: '01QQQG2MU214P05K', state: 'Completed', referenceId: 14 },
    { id: '01QQQG2MU214P05L', state: 'Completed', referenceId: 15 },
  ]);
});

it.each(['cometd9', 'cometd3'] as const)('sees the same on two servers with %s', async (client) => {
  const one = await visit(agent(), client);
  const other = await visit(agent(), client);
  expect(compareTranscripts(one, other, { orderWithin: 'channel' })).toEqual([]);
});

it('sees the same with both clients', async () => {
  const one = await visit(agent(), 'cometd9');
  const other = await visit(agent(), 'cometd3');
  expect(compareTranscripts(one, other, { orderWithin: 'channel' })).toEqual([]);
});

it('keeps notifications as raw text', async () => {
  const [invitation] = notifications(await visit(agent(), 'cometd9'));
  expect(invitation?.message).toMatch(/^\{"data":\{.*\},"channel":"\/v2\/me\/tweets"\}$/);
  expect(invitation?.data).toContain('"interactionId":9007199254740993,"score":1.10,');
  expect(invitation?.data).toContain('Orl\\u00e9ans');
  expect(invitation?.data).toContain('"subject":"twice","subject":"On ');
});

it.each(['cometd9', 'cometd3'] as const)('works with CSRF tokens and %s', async (client) => {
  const plain = await visit(agent(), client);
  const guarded = await visit(agent(), client, { csrf: true });
  expect(tweetNotices(guarded.sights)).toEqual(tweetNotices(plain.sights));
  expect(httpAnswers(guarded).map(({ status }) => status)).toEqual(
    httpAnswers(plain).map(({ status }) => status),
  );
});

it('gets the same notifications from four channels as from a wildcard', async () => {
  const wild = await visit(agent(), 'cometd9');
  const named = await visit(agent({ channels: fourChannels }), 'cometd9');
  expect(tweetNotices(named.sights)).toEqual(tweetNotices(wild.sights));
});

it('says what it waited for in vain', async () => {
  const idle: Script = async (desktop) => {
    await logIn(desktop);
    await desktop.handshake();
    await desktop.until('a miracle', () => false);
  };
  const staging = await startStaging();
  const options = { url: staging.url, user: 'a1', client: 'cometd9', limit: 200 } as const;
  await expect(runDesktop(idle, options)).rejects.toThrow(
    'a1 waited 200 ms in vain for a miracle; saw GET /api/v2/me?subresources=* → 403',
  );
  await staging.close();
});

it('gives up on a server that never answers', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const options = { url: `http://127.0.0.1:${port}`, user: 'a1', client: 'cometd9' } as const;
  await expect(runDesktop(agent(), { ...options, limit: 100 })).rejects.toThrow(
    'in vain for the answer to GET /api/v2/me',
  );
  server.close();
  await once(server, 'close');
});
