import { afterEach, expect, it } from 'vitest';
import { startFayeStaging } from '../staging/faye-staging.js';
import { type Staging, startStaging } from '../staging/staging.js';
import type { ClientTransport, ClientVersion } from './bayeux-client.js';
import { compareTranscripts } from './compare-transcripts.js';
import { mediaAgent } from './media-agent.js';
import { notices } from './notices.js';
import { reconnecting } from './reconnecting.js';
import { runDesktop } from './run-desktop.js';
import { agent, logIn, type Script } from './scripts.js';
import type { Transcript } from './transcript.js';
import { tweetNotices } from './tweet-notices.js';
import { twoTabs } from './two-tabs.js';

const open: Staging[] = [];
afterEach(async () => {
  for (const staging of open.splice(0)) await staging.close();
});

const servers = { cometd: startStaging, faye: startFayeStaging };
type Server = keyof typeof servers;

async function start(
  server: Server,
  options: Parameters<typeof startStaging>[0] = {},
): Promise<Staging> {
  const staging = await servers[server](options);
  open.push(staging);
  return staging;
}

const versions = ['cometd9', 'cometd8', 'cometd7', 'cometd5', 'cometd4', 'cometd3'] as const;
const cells: readonly (readonly [Server, ClientVersion, ClientTransport])[] = [
  ...versions.map((version) => ['cometd', version, 'long-polling'] as const),
  ['cometd', 'faye', 'long-polling'],
  ...versions.flatMap((version) =>
    (['long-polling', 'websocket', 'callback-polling'] as const).map(
      (transport) => ['faye', version, transport] as const,
    ),
  ),
  ['faye', 'faye', 'long-polling'],
  ['faye', 'faye', 'websocket'],
];

it.each(cells)('on %s completes two tweets with %s over %s', async (server, client, transport) => {
  const { url } = await start(server);
  const { sights } = await runDesktop(agent(), { url, user: 'a1', client, transport });
  expect(tweetNotices(sights).map(({ state, referenceId }) => [state, referenceId])).toEqual([
    ['Invited', undefined],
    ['Invited', undefined],
    ['Processing', 12],
    ['Processing', 13],
    ['Completed', 14],
    ['Completed', 15],
  ]);
});

/** One cell for each way in which notifications come. */
const ways: readonly (readonly [Server, ClientVersion, ClientTransport])[] = [
  ['cometd', 'cometd9', 'long-polling'],
  ['cometd', 'faye', 'long-polling'],
  ['faye', 'cometd3', 'long-polling'],
  ['faye', 'cometd9', 'websocket'],
  ['faye', 'cometd9', 'callback-polling'],
  ['faye', 'faye', 'websocket'],
];

it.each(ways)('on %s works on every medium with %s over %s', async (server, client, transport) => {
  const who = { user: 'm1', client, transport } as const;
  const visit = async (): Promise<Transcript> =>
    runDesktop(mediaAgent(), { ...who, url: (await start(server)).url });
  const [one, other] = [await visit(), await visit()];
  expect(compareTranscripts(one, other, { orderWithin: 'channel' })).toEqual([]);
  const counts: Record<string, number> = {};
  for (const { resource } of notices(one.sights)) {
    counts[String(resource)] = (counts[String(resource)] ?? 0) + 1;
  }
  expect(counts).toEqual({
    twitter: 8,
    email: 8,
    chat: 8,
    smssession: 8,
    facebooksession: 8,
    facebook: 8,
    workitem: 8,
    openmedia: 8,
    call: 8,
    workbin: 2,
    null: 1,
  });
});

it.each(ways)(
  'on %s goes on after a lost session with %s over %s',
  async (server, client, transport) => {
    const staging = await start(server);
    const options = { url: staging.url, user: 'a1', client, transport } as const;
    const expire = (): void => staging.expire('a1');
    const transcript = await runDesktop(reconnecting({ expire }), options);
    expect(
      transcript.sights.filter(({ kind }) => kind === 'handshake' || kind === 'subscribe'),
    ).toEqual([
      { kind: 'handshake', successful: true },
      { kind: 'subscribe', channel: '/v2/me/*', successful: true },
      { kind: 'handshake', successful: true },
      { kind: 'subscribe', channel: '/v2/me/*', successful: true },
    ]);
    expect(tweetNotices(transcript.sights)).toHaveLength(6);
  },
);

it.each(ways)(
  'on %s tells both tabs everything with %s over %s',
  async (server, client, transport) => {
    const { url } = await start(server, { bayeux: { maxSessionsPerBrowser: 2 } });
    const transcript = await runDesktop(twoTabs(), { url, user: 'a1', client, transport });
    const [tab] = transcript.tabs ?? [];
    expect(tweetNotices(tab?.sights ?? [])).toEqual(tweetNotices(transcript.sights));
  },
);

it.each([
  ['cometd', 'cometd9', 'long-polling'],
  ['faye', 'cometd3', 'long-polling'],
  ['faye', 'cometd9', 'websocket'],
  ['faye', 'faye', 'websocket'],
] as const)(
  'on %s gets notifications before answers with %s over %s',
  async (server, client, transport) => {
    const { url } = await start(server, { notificationFirst: ['Accept', 'Complete'] });
    const { sights } = await runDesktop(agent(), { url, user: 'a1', client, transport });
    const first = sights.findIndex((sight) => tweetNotices([sight])[0]?.state === 'Completed');
    const answers = sights.slice(first).filter(({ kind }) => kind === 'http');
    expect(answers).toHaveLength(5);
  },
);

it.each([
  ['cometd9', 'websocket'],
  ['cometd3', 'websocket'],
  ['cometd9', 'callback-polling'],
  ['cometd3', 'callback-polling'],
] as const)(
  'on cometd, which has no such transport, fails with %s over %s',
  async (client, transport) => {
    const { url } = await start('cometd');
    const script: Script = async (desktop) => {
      await logIn(desktop);
      await desktop.handshake();
      await desktop.disconnect();
    };
    const { sights } = await runDesktop(script, { url, user: 'a1', client, transport });
    expect(sights.at(-1)).toEqual({ kind: 'handshake', successful: false });
  },
);

it.each(['cometd9', 'cometd3'] as const)('acknowledges messages with %s', async (client) => {
  const { url } = await start('cometd', { ack: true });
  const { sights } = await runDesktop(agent(), { url, user: 'a1', client, ack: true });
  expect(tweetNotices(sights)).toHaveLength(6);
});

it('works with CSRF tokens, sticky cookies, empty answers and HTML in between', async () => {
  const { url } = await start('faye', {
    csrf: true,
    stickyCookie: true,
    emptyAnswers: ['Hold', 'SetDisposition'],
    html: [
      { path: '/api/v2/me/emails/01QQQG2MU214EM11', operation: 'Complete', status: 502, times: 1 },
      { path: '/api/v2/me/chats/01QQQG2MU214CM11', operation: 'Complete', status: 200, times: 1 },
    ],
  });
  const options = { url, user: 'm1', client: 'cometd9', transport: 'websocket' } as const;
  const { sights } = await runDesktop(mediaAgent(), options);
  expect(sights.filter((sight) => sight.kind === 'http' && sight.body === '')).toHaveLength(9);
  expect(notices(sights)).toHaveLength(75);
});
