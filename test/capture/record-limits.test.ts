import { describe, expect, it, onTestFinished } from 'vitest';
import { type RecordingProxy, type RecordOptions, record } from '../../src/capture/record.js';
import { openRecording } from '../../src/recording/open-recording.js';
import type { Recording } from '../../src/recording/reader.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { deafServer } from './relay/deaf-server.js';
import { switching, upgrade } from './relay/open-websocket.js';
import { type RawPeer, RawServer, rawDesktop } from './relay/raw-peer.js';
import { frame } from './websocket/frames.js';

const folder = temporaryFolder();
const output = (): string => folder.path('limits.db');
const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const noContent = 'HTTP/1.1 204 No Content\r\n\r\n';

interface Scene {
  readonly recorder: RecordingProxy;
  readonly server: RawServer;
  readonly notices: string[];
  readonly troubles: string[];
  desktop(): RawPeer;
  /** The server's end of a connection, counted from 0. */
  peer(index?: number): Promise<RawPeer>;
  /** Closes the recorder, and opens what it wrote. */
  written(): Promise<Recording>;
}

async function recording(options: Partial<RecordOptions>): Promise<Scene> {
  const server = await RawServer.listen();
  const notices: string[] = [];
  const troubles: string[] = [];
  const recorder = await record({
    target: server.url.origin,
    listen: { host: '127.0.0.1', port: 0 },
    output: output(),
    onNotice: (message) => notices.push(message),
    onTrouble: (message) => troubles.push(message),
    ...options,
  });
  onTestFinished(async () => void (await recorder.close()));
  onTestFinished(() => server.close());
  return {
    recorder,
    server,
    notices,
    troubles,
    desktop: () => rawDesktop(recorder.url),
    // The first one was the recorder's own look whether the target is there.
    peer: (index = 0) => server.peer(index + 1),
    async written() {
      await recorder.close();
      const opened = openRecording(output());
      onTestFinished(() => opened.close());
      return opened;
    },
  };
}

/** One exchange through the recorder, its body of JSON unless told otherwise. */
async function exchanged(
  scene: Scene,
  request: { readonly line?: string; readonly body?: string },
  answer: { readonly type?: string; readonly body: string },
): Promise<void> {
  const client = scene.desktop();
  const index = scene.server.peers.length - 1;
  const body = request.body ?? '';
  const asked = `${request.line ?? 'POST /cometd'} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  client.send(asked);
  const peer = await scene.peer(index);
  await peer.until(() => peer.text.endsWith(`\r\n\r\n${body}`));
  const answered = `HTTP/1.1 200 OK\r\nContent-Type: ${answer.type ?? 'application/json'}\r\nContent-Length: ${answer.body.length}\r\n\r\n${answer.body}`;
  peer.send(answered);
  await client.until(() => client.length >= answered.length);
  expect(client.text).toBe(answered);
  client.socket.destroy();
}

describe('what the relay puts up with', () => {
  it('--max-head: answers 431', async () => {
    const { desktop, recorder, notices } = await recording({ maxHead: 1_024 });
    const client = desktop();
    client.send(`GET /${'x'.repeat(1_024)} HTTP/1.1\r\n\r\n`);
    expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 431 /);
    expect(recorder.counts).toMatchObject({ refused: 1, exchanges: 0 });
    expect(notices).toHaveLength(1);
  });

  it('--max-response-head: cuts', async () => {
    const { desktop, peer, notices } = await recording({ maxResponseHead: 1_024 });
    const client = desktop();
    client.send(get);
    (await peer()).send(`HTTP/1.1 200 ${'x'.repeat(1_024)}\r\n\r\n`);
    await client.untilClosed();
    expect(client.text).toBe('');
    expect(notices).toHaveLength(1);
  });

  it('--max-connections: answers 503, and says so', async () => {
    const { desktop, peer, recorder, notices } = await recording({ maxConnections: 1 });
    desktop().send(get);
    await peer();
    const second = desktop();
    second.send(get);
    expect(await second.untilEnd()).toMatch(/^HTTP\/1.1 503 /);
    expect(recorder.counts).toMatchObject({ refused: 1, exchanges: 1 });
    expect(notices).toEqual(['a desktop was turned away: the limit of connections (1) is reached']);
  });

  it('--max-pipelined: reads no more', async () => {
    const { desktop, peer, recorder } = await recording({ maxPipelined: 2 });
    const client = desktop();
    client.send(get.repeat(3));
    const server = await peer();
    await server.until(() => server.text.split('GET').length === 3);
    expect(recorder.counts.exchanges).toBe(2);
    server.send(noContent);
    await server.until(() => server.text.split('GET').length === 4);
    expect(recorder.counts.exchanges).toBe(3);
  });

  it('--head-timeout: answers 408', async () => {
    const { desktop, recorder } = await recording({ headTimeout: 20 });
    const client = desktop();
    client.send('GET / HT');
    expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 408 /);
    expect(recorder.counts.refused).toBe(1);
  });

  it('--body-timeout: cuts', async () => {
    const { desktop, written } = await recording({ bodyTimeout: 20 });
    const client = desktop();
    client.send('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf');
    await client.untilClosed();
    const [exchange] = [...(await written()).exchanges()];
    expect(exchange?.outcome).toBe('cut-by-desktop');
  });

  it('--connect-timeout: answers 502', async () => {
    const deaf = await deafServer();
    onTestFinished(() => deaf.close());
    const { desktop, notices } = await recording({
      target: deaf.url.origin,
      waitTarget: true,
      connectTimeout: 20,
    });
    const client = desktop();
    client.send(get);
    expect(await client.endingWith(')\n')).toMatch(/^HTTP\/1.1 502 /);
    expect(notices).toEqual([
      "the target can't be reached (ETIMEDOUT); desktops get 502 until it is back",
    ]);
  });

  it('--connect-timeout: gives up at the start, too', async () => {
    const deaf = await deafServer();
    onTestFinished(() => deaf.close());
    await expect(recording({ target: deaf.url.origin, connectTimeout: 20 })).rejects.toThrow(
      /^can't reach the target http:\S+ \(no answer within 20 ms\); check /,
    );
    expect(folder.files()).toEqual([]);
  });
});

describe('what the recorder puts up with', () => {
  it('--max-body: lets a larger body pass, and stores its length and hash', async () => {
    const scene = await recording({ maxBody: 100 });
    const [fits, tooLong] = ['x'.repeat(100), 'x'.repeat(101)];
    await exchanged(scene, { body: fits }, { type: 'text/plain', body: tooLong });
    const [exchange] = [...(await scene.written()).exchanges()];
    expect(exchange?.requestBody).toMatchObject({ length: 100, omitted: null });
    expect(exchange?.responseBody).toMatchObject({
      content: null,
      length: 101,
      omitted: 'too-large',
      digest: expect.stringMatching(/^[0-9a-f]{32,}$/),
    });
    expect(scene.recorder.counts.bodiesOmitted).toBe(1);
  });

  it('--max-body: lets a larger message of a websocket pass, and keeps none', async () => {
    const scene = await recording({ maxBody: 100 });
    const client = scene.desktop();
    client.send(upgrade);
    const peer = await scene.peer();
    await peer.endingWith('\r\n\r\n');
    peer.send(`${switching}\r\n`);
    await client.endingWith('\r\n\r\n');
    const sent = [99, 100, 101].map((length) => `[${' '.repeat(length - 2)}]`);
    const bytes = Buffer.concat(sent.map((payload) => frame({ opcode: 1, payload })));
    const before = client.length;
    peer.send(bytes);
    await client.until(() => client.length === before + bytes.length);
    expect(client.text.slice(before)).toBe(bytes.toString('latin1'));
    await expect.poll(() => scene.recorder.counts.framesNotKept).toBeGreaterThan(0);
  });

  const event = '{"channel":"/a","data":DATA}';
  const connect = '[{"channel":"/meta/connect","clientId":"c1","connectionType":"long-polling"}]';
  /** So many arrays and objects within one another, those of batch and message included. */
  const deep = (depth: number): string =>
    `[${event.replace('DATA', '['.repeat(depth - 2) + ']'.repeat(depth - 2))}]`;

  it('--max-depth: keeps what is nested too deeply, but does not take it apart', async () => {
    const scene = await recording({ maxDepth: 10 });
    await exchanged(scene, { body: connect }, { body: deep(10) });
    await exchanged(scene, { body: connect }, { body: deep(11) });
    const written = await scene.written();
    expect([...written.messages()].filter(({ channel }) => channel === '/a')).toHaveLength(1);
    const bodies = [...written.exchanges()].map(({ responseBody }) =>
      Buffer.from(responseBody?.content ?? '').toString(),
    );
    expect(bodies).toEqual([deep(10), deep(11)]);
  });

  it('--max-depth: holds by default against what would exhaust the stack', async () => {
    const scene = await recording({});
    await exchanged(scene, { body: deep(100_000) }, { body: deep(100_000) });
    expect((await scene.written()).info.gaps).toEqual([]);
  });

  const batch = (count: number): string => `[${Array(count).fill(event.replace('DATA', '1'))}]`;

  it('--max-batch: keeps a larger batch whole, takes it not apart, and says so', async () => {
    const scene = await recording({ maxBatch: 5 });
    await exchanged(scene, { body: connect }, { body: batch(5) });
    await exchanged(scene, { body: connect }, { body: batch(6) });
    expect(scene.troubles).toEqual([
      'a batch of exchange 2 has more than 5 Bayeux messages and was not taken apart',
    ]);
    const written = await scene.written();
    expect([...written.messages()].filter(({ channel }) => channel === '/a')).toHaveLength(5);
    expect([...written.exchanges()].map(({ responseBody }) => responseBody?.length)).toEqual([
      batch(5).length,
      batch(6).length,
    ]);
    expect(verifyRecording(output()).gaps.map(({ reason }) => reason)).toEqual(scene.troubles);
  });

  it.each([
    ['a name that fits', 'x'.repeat(20), 2],
    ['a longer name', 'x'.repeat(21), 0],
    ['a name that is code', 'alert(1)//', 0],
    ['a name that is markup', '%3Cscript%3E', 0],
    ['a name that is no ASCII', 'r%C3%BCckruf', 0],
    ['an empty name', '', 0],
  ])(
    '--max-callback: in callback-polling takes %s for what it is',
    async (_what, name, messages) => {
      const scene = await recording({ maxCallback: 20 });
      const line = `GET /cometd?jsonp=${name}&message=${encodeURIComponent(connect)}`;
      const reply = '[{"channel":"/meta/connect","successful":true}]';
      await exchanged(scene, { line }, { type: 'text/javascript', body: `${name}(${reply})` });
      expect([...(await scene.written()).messages()]).toHaveLength(messages);
    },
  );
});
