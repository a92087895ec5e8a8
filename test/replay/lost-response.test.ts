import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startReplay } from '../../src/replay/start-replay.js';
import { createDesktop } from '../desktops/desktop.js';
import { notifications } from '../desktops/transcript.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, workday } from './agent-recording.js';
import { states } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();

/** Stands before a server and cuts the connection instead of passing on the first answer that contains a text. */
async function cutting(server: string, text: string): Promise<{ url: string; cuts: () => number }> {
  let cuts = 0;
  const sockets = new Set<Socket>();
  const proxy = createServer((desktop) => {
    const upstream = connect(Number(new URL(server).port), '127.0.0.1');
    for (const socket of [desktop, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    desktop.on('data', (chunk) => upstream.write(chunk));
    desktop.on('close', () => upstream.destroy());
    upstream.on('close', () => desktop.destroy());
    upstream.on('data', (chunk) => {
      if (cuts === 0 && chunk.includes(text)) {
        cuts += 1;
        desktop.destroy();
      } else desktop.write(chunk);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, cuts: () => cuts };
}

it.each([
  ['cometd3', true],
  ['cometd5', { enabled: true, size: 0, batch: 7 }],
  ['cometd9', { enabled: true }],
] as const)(
  'sends again, once, what a client that acknowledges did not get, because its connection was cut: %s',
  async (client, ack) => {
    using recording = recordingOf(folder, (b) => workday(recordedAgent(b, 'a1', { ack })));
    await using standIn = await startReplay(recording, recording.link, {
      listen: { host: '127.0.0.1', port: 0 },
    });
    const proxy = await cutting(standIn.url, '"Invited"');
    const desktop = createDesktop({ url: proxy.url, user: 'a1', client, ack: true });
    const post = (path: string, body: string) => desktop.request('POST', path, { body });
    const until = (state: string): Promise<void> =>
      desktop.until(state, (sights) =>
        sights.some((each) => each.kind === 'notification' && each.data.includes(`"${state}"`)),
      );
    const authorization = `Basic ${Buffer.from('a1:x').toString('base64')}`;
    await desktop.request('GET', '/api/v2/me', { headers: { Authorization: authorization } });
    await desktop.handshake();
    await desktop.subscribe('/v2/me/*');
    await post('/api/v2/me', '{"operationName":"StartContactCenterSession"}');
    await until('Invited');
    expect(proxy.cuts()).toBe(1);
    await post('/api/v2/me/tweets/T1', '{"operationName":"Accept"}');
    await until('Processing');
    await post('/api/v2/me/tweets/T1', '{"operationName":"Complete","queuePath":"/contacts/1"}');
    await until('Completed');
    desktop.close();
    const seen = notifications(desktop.transcript()).map(({ data }) => data);
    expect(states(seen)).toEqual(['Invited', 'Processing', 'Completed']);
    expect(standIn.report()).toMatchObject({ misses: [], undelivered: [] });
  },
);
