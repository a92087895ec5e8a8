import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { record } from '../../../src/capture/record.js';
import { type ReplayFileOptions, replay } from '../../../src/replay/replay.js';
import { reconnecting } from '../../desktops/reconnecting.js';
import { runDesktop } from '../../desktops/run-desktop.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { startStaging } from '../../staging/staging.js';
import { recordedAgent, tweet } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';
import { SturdyDesktop, type SturdyTransport } from './sturdy-desktop.js';

const { of } = standIns();
const folder = temporaryFolder();
const listen = { host: '127.0.0.1', port: 0 };
const desktops: SturdyDesktop[] = [];
afterEach(() => {
  for (const each of desktops.splice(0)) each.close();
});

const T1 = '/api/v2/me/tweets/T1';

/** A day with an outage of the server, after which nobody is known any more. */
function badDay(b: RecordingBuilder): void {
  const agent = recordedAgent(b, 'a1');
  const { session } = agent;
  agent.logIn();
  agent.handshake();
  agent.subscribe('/v2/me/tweets');
  agent.call('/api/v2/me', '{"operationName":"StartContactCenterSession"}', '{"statusCode":0}');
  agent.notice(tweet('Invited'));
  const requestHeaders = [
    ['Host', '127.0.0.1:8080'],
    ['Cookie', 'JSESSIONID=~a1-session-1__________'],
    ['Content-Type', 'application/json'],
  ] as const;
  const accept = { session, path: T1, requestBody: '{"operationName":"Accept"}', requestHeaders };
  b.exchange({ ...accept, outcome: 'unreachable' });
  b.exchange({ ...accept, outcome: 'cut-by-server', status: null });
  b.exchange({
    session,
    path: '/api/v2/notifications',
    requestHeaders,
    requestBody: `[{"id":"7","channel":"/meta/connect","clientId":"${agent.clientId}"}]`,
    outcome: 'unreachable',
  });
  agent.bayeux(
    [{ id: '8', channel: '/meta/connect', clientId: agent.clientId }],
    [
      {
        id: '8',
        channel: '/meta/connect',
        successful: false,
        error: '402::Unknown client',
        advice: { reconnect: 'handshake', interval: 0 },
      },
    ],
  );
  agent.handshake('second');
  agent.subscribe('/v2/me/tweets');
  agent.call(T1, '{"operationName":"Accept"}', '{"statusCode":0,"referenceId":45}', [
    tweet('Processing', 45),
  ]);
  b.exchange({
    session,
    method: 'GET',
    path: '/api/v2/me/tweets',
    requestHeaders,
    outcome: 'cut-by-server',
    status: 200,
    responseBody: '{"tweets":["Proc',
  });
  agent.get('/api/v2/me/tweets', '{"tweets":["Processing"]}');
}

async function play(transport: SturdyTransport, options: ReplayFileOptions) {
  const standIn = await of(badDay, options);
  const agent = new SturdyDesktop({ url: standIn.url, user: 'a1', transport });
  desktops.push(agent);
  await agent.arrive();
  await agent.insist('POST', '/api/v2/me', '{"operationName":"StartContactCenterSession"}');
  const body = '{"operationName":"Accept"}';
  const asked: (number | null)[] = [];
  for (let left = 3; left > 0; left--) {
    const came = await agent.ask('POST', T1, body);
    asked.push(came?.status ?? null);
    if (came?.status === 200) break;
  }
  await agent.until('Processing');
  const read = [
    await agent.ask('GET', '/api/v2/me/tweets'),
    await agent.ask('GET', '/api/v2/me/tweets'),
  ];
  await agent.leave();
  return { standIn, agent, asked, read };
}

describe.each(['long-polling', 'callback-polling', 'websocket'] as const)(
  'a recorded outage over %s',
  (transport) => {
    it('is acted out where it was', async () => {
      const { standIn, agent, asked, read } = await play(transport, { actOutages: true });
      expect(asked).toEqual([502, null, 200]);
      expect(read).toEqual([null, { status: 200, text: '{"tweets":["Processing"]}' }]);
      expect(agent.log.filter((each) => each === 'unknown')).toHaveLength(1);
      expect(agent.notices).toHaveLength(2);
      expect(standIn.report()).toMatchObject({ misses: [], undelivered: [] });
      expect(standIn.faults.map(({ kind }) => kind).sort()).toEqual([
        'cut-connect',
        'cut-response',
        'cut-response',
        'error',
        'expire',
      ]);
      expect(standIn.faults).toMatchObject(
        standIn.faults.map(() => ({ rule: null, user: 'a1', session: 1, copy: 1 })),
      );
    });

    it('is left out unless it is asked for', async () => {
      const { standIn, agent, asked } = await play(transport, {});
      expect(asked).toEqual([200]);
      expect(agent.log.filter((each) => each !== 'cut')).toEqual([]);
      expect(standIn.faults).toEqual([]);
    });
  },
);

it('a cut answer that was recorded is cut at the same byte', async () => {
  const standIn = await of(badDay, { actOutages: true });
  const agent = new SturdyDesktop({ url: standIn.url, user: 'a1' });
  desktops.push(agent);
  await agent.arrive();
  const sent = request(`${standIn.url}/api/v2/me/tweets`, { headers: { Cookie: agent.name } });
  sent.end();
  const [response] = await once(sent, 'response');
  let text = '';
  response.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  response.on('error', () => {});
  await new Promise((closed) => response.once('close', closed));
  expect(text).toBe('{"tweets":["Proc');
  expect(response.complete).toBe(false);
});

it.each(['cometd3', 'cometd9'] as const)(
  'the official client finds its way back where it did in the recording: %s',
  async (client) => {
    const file = folder.path('lost.db');
    const staging = await startStaging();
    const recorder = await record({ target: staging.url, output: file, listen });
    const script = reconnecting({ expire: () => staging.expire('a1') });
    await runDesktop(script, { url: recorder.url, user: 'a1', client });
    await recorder.close();
    await staging.close();

    await using standIn = await replay(file, { actOutages: true });
    // It waits for the second subscription, but lets nothing expire itself.
    await runDesktop(reconnecting({ expire: () => {} }), { url: standIn.url, user: 'a1', client });
    expect(standIn.faults).toMatchObject([{ rule: null, kind: 'expire', user: 'a1' }]);
    expect(standIn.report()).toMatchObject({ misses: [], unplayed: [], undelivered: [] });
  },
  60_000,
);
