import { on, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type RecordSummary, record } from '../../src/capture/record.js';
import { openRecording } from '../../src/recording/open-recording.js';
import type { Recording } from '../../src/recording/reader.js';
import type { ClientTransport, ClientVersion } from '../desktops/bayeux-client.js';
import { mediaAgent } from '../desktops/media-agent.js';
import { reconnecting } from '../desktops/reconnecting.js';
import { runDesktop } from '../desktops/run-desktop.js';
import type { Script } from '../desktops/scripts.js';
import { notifications, type Transcript } from '../desktops/transcript.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import type { Staging } from '../staging/staging-options.js';

const folder = temporaryFolder();

const ways: readonly (readonly [ClientVersion, ClientTransport])[] = [
  ['cometd9', 'websocket'],
  ['cometd3', 'websocket'],
  ['faye', 'websocket'],
  ['cometd9', 'callback-polling'],
  ['faye', 'long-polling'],
];

interface Recorded {
  readonly transcript: Transcript;
  readonly summary: RecordSummary;
  readonly recording: Recording;
}

/** What one desktop saw through a recorder, and what that wrote. */
async function recorded(
  [client, transport]: readonly [ClientVersion, ClientTransport],
  script: (staging: Staging) => Script,
): Promise<Recorded> {
  const staging = await startFayeStaging();
  onTestFinished(() => staging.close());
  const output = folder.path('transports.db');
  const listen = { host: '127.0.0.1', port: 0 };
  const recorder = await record({ target: staging.url, listen, output });
  onTestFinished(async () => void (await recorder.close()));
  const options = { url: recorder.url, origin: staging.url, user: 'm1', client, transport };
  const transcript = await runDesktop(script(staging), options);
  const summary = await recorder.close();
  const recording = openRecording(output);
  onTestFinished(() => recording.close());
  return { transcript, summary, recording };
}

/** The notifications of a recording as a desktop sees them. */
function dataOf(recording: Recording): (string | null)[] {
  return [...recording.messages()].flatMap(({ notification }) =>
    notification === null ? [] : [notification.data],
  );
}

it.each(ways)('keeps all that %s sees over %s, as one session', async (client, transport) => {
  const { transcript, summary, recording } = await recorded([client, transport], () =>
    mediaAgent(),
  );
  const seen = notifications(transcript).map(({ data }) => data);
  expect(seen.length).toBeGreaterThan(50);
  expect(dataOf(recording)).toEqual(seen);
  expect(recording.sessions()).toMatchObject([{ user: 'm1', transport }]);
  const messages = [...recording.messages()];
  expect(messages.filter((each) => each.session === null)).toEqual([]);
  expect(
    messages.filter((each) => each.direction === 'to-desktop' && each.clientId === null),
  ).toEqual([]);
  expect(summary).toMatchObject({ sessions: 1, framesNotKept: 0, gaps: [] });
  // The rest is unsolicited: each interaction begins with an invitation.
  expect(summary.correlated).toBeGreaterThan(40);
});

it.each(ways)(
  'keeps %s over %s as one session when it must shake hands again',
  async (client, transport) => {
    const { transcript, summary, recording } = await recorded([client, transport], (staging) =>
      reconnecting({ expire: () => staging.expire('m1') }),
    );
    expect(dataOf(recording)).toEqual(notifications(transcript).map(({ data }) => data));
    expect(recording.sessions()).toMatchObject([{ user: 'm1', transport }]);
    const clientIds = [...recording.messages()].flatMap(({ channel, direction, clientId }) =>
      channel === '/meta/handshake' && direction === 'to-desktop' ? [clientId] : [],
    );
    expect(new Set(clientIds).size).toBe(2);
    expect(summary.sessions).toBe(1);
  },
);

it.each([true, false])('keeps what passes between ws peers, compressed: %s', async (compressed) => {
  const wss = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    perMessageDeflate: compressed && { threshold: 0 },
  });
  onTestFinished(() => wss.close());
  await once(wss, 'listening');
  const event = (n: number): string =>
    `{"channel":"/v2/me/x","data":{"referenceId":${n}.10,"\\u00e9":"${'ü'.repeat(n)}"}}`;
  wss.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { id } = JSON.parse(String(data))[0];
      socket.send(Buffer.from([id]));
      socket.send(`[${event(id)},{"channel":"/meta/connect","successful":true,"id":"${id}"}]`);
    });
  });
  const output = folder.path('ws.db');
  const { port } = wss.address() as AddressInfo;
  const target = `http://127.0.0.1:${port}`;
  const recorder = await record({ target, listen: { host: '127.0.0.1', port: 0 }, output });
  onTestFinished(async () => void (await recorder.close()));
  const client = new WebSocket(`${recorder.url.replace('http', 'ws')}/cometd?a=b`);
  await once(client, 'open');
  const connect = (id: number): string =>
    `[ {"channel":"/meta/connect","clientId":"c","id":${id}} ]`;
  for (let id = 1; id <= 50; id += 1) {
    client.send(connect(id));
    // Both messages of an answer may come in one piece.
    for await (const [, isBinary] of on(client, 'message')) if (!isBinary) break;
  }
  client.close();
  await once(client, 'close');
  const summary = await recorder.close();

  using recording = openRecording(output);
  expect([...recording.messages()].map(({ text }) => text)).toEqual(
    Array.from({ length: 50 }, (_, index) => index + 1).flatMap((id) => [
      connect(id).slice(2, -2),
      event(id),
      `{"channel":"/meta/connect","successful":true,"id":"${id}"}`,
    ]),
  );
  expect([...recording.exchanges()]).toMatchObject([
    { kind: 'websocket', path: '/cometd?a=b', status: 101, outcome: 'complete', session: 1 },
  ]);
  expect(recording.sessions()).toMatchObject([{ transport: 'websocket' }]);
  expect(summary).toMatchObject({ framesNotKept: 50, notifications: 50, sessions: 1, gaps: [] });
});
