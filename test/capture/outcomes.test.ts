import { expect, it, onTestFinished } from 'vitest';
import { type RecordOptions, record } from '../../src/capture/record.js';
import { openRecording } from '../../src/recording/open-recording.js';
import type { RecordedExchange } from '../../src/recording/reader.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { switching, turns, upgrade } from './relay/open-websocket.js';
import { type RawPeer, RawServer, rawDesktop } from './relay/raw-peer.js';
import { frame } from './websocket/frames.js';

const folder = temporaryFolder();

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const half = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n';
const noContent = 'HTTP/1.1 204 No Content\r\n\r\n';

/** What one desktop and its server do, up to the moment when their exchange is over. */
interface Act {
  readonly client: RawPeer;
  /** The server's end of the desktop's connection, once its request is there. */
  peer(): Promise<RawPeer>;
  server: RawServer;
}

interface Row {
  readonly outcome: string;
  readonly status: number | null;
  /** What came of the two bodies; absent: none was framed. */
  readonly request?: string;
  readonly response?: string;
  play(act: Act): Promise<void>;
}

/** A row of which the request is sent and the server says something. */
function said(request: string, answer: string, then: (act: Act, peer: RawPeer) => Promise<void>) {
  return async (act: Act): Promise<void> => {
    act.client.send(request);
    const peer = await act.peer();
    await peer.until(() => peer.text.endsWith(request.slice(-4)));
    peer.send(answer);
    await act.client.until(() => act.client.length >= answer.length);
    expect(act.client.text).toBe(answer);
    await then(act, peer);
  };
}

const nothing = async (): Promise<void> => {};
const serverFin = async ({ client }: Act, peer: RawPeer): Promise<void> => {
  peer.socket.end();
  await client.untilEnd();
};
const serverRst = async ({ client }: Act, peer: RawPeer): Promise<void> => {
  peer.socket.resetAndDestroy();
  await client.untilClosed();
};
const desktopFin = async ({ client }: Act, peer: RawPeer): Promise<void> => {
  client.socket.end();
  await peer.untilEnd();
  peer.socket.end();
  await client.untilClosed();
};
const desktopRst = async ({ client }: Act, peer: RawPeer): Promise<void> => {
  client.socket.resetAndDestroy();
  await peer.untilClosed();
};

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const opened = `${switching}\r\n`;
const closing = frame({ opcode: 8, payload: Buffer.from([3, 0xe8]) }).toString('latin1');

const rows: Readonly<Record<string, Row>> = {
  'an ordinary answer': {
    outcome: 'complete',
    status: 200,
    response: 'full',
    play: said(get, `${ok}full`, nothing),
  },
  'an answer without a body': {
    outcome: 'complete',
    status: 204,
    play: said(get, noContent, nothing),
  },
  'an answer to a HEAD': {
    outcome: 'complete',
    status: 200,
    play: said(get.replace('GET', 'HEAD'), ok, nothing),
  },
  'an answer that lasts until the FIN': {
    outcome: 'complete',
    status: 200,
    response: 'until',
    play: said(get, 'HTTP/1.1 200 OK\r\n\r\nuntil', serverFin),
  },
  'an early answer to an upload that is then given up': {
    outcome: 'complete',
    status: 204,
    request: 'half',
    play: said(half, noContent, desktopRst),
  },
  'a server that sends a FIN instead of an answer': {
    outcome: 'cut-by-server',
    status: null,
    play: said(get, '', serverFin),
  },
  'a server that resets instead of an answer': {
    outcome: 'cut-by-server',
    status: null,
    play: said(get, '', serverRst),
  },
  'a server that resets an upload': {
    outcome: 'cut-by-server',
    status: null,
    request: 'half',
    play: said(half, '', serverRst),
  },
  'a server that ends in half a head': {
    outcome: 'cut-by-server',
    status: null,
    async play(act) {
      act.client.send(get);
      const peer = await act.peer();
      await peer.endingWith('\r\n\r\n');
      peer.send('HTTP/1.1 200 O');
      await serverFin(act, peer);
    },
  },
  'a body of known length that a FIN cuts': {
    outcome: 'cut-by-server',
    status: 200,
    response: 'ha',
    play: said(get, `${ok}ha`, serverFin),
  },
  'a body of known length that an RST cuts': {
    outcome: 'cut-by-server',
    status: 200,
    response: 'ha',
    play: said(get, `${ok}ha`, serverRst),
  },
  'a body that would last until the FIN, but an RST cuts it': {
    outcome: 'cut-by-server',
    status: 200,
    response: 'ha',
    play: said(get, 'HTTP/1.1 200 OK\r\n\r\nha', serverRst),
  },
  'a chunk that is cut': {
    outcome: 'cut-by-server',
    status: 200,
    response: 'ha',
    play: said(get, `${chunked}4\r\nha`, serverFin),
  },
  'chunks without the last one': {
    outcome: 'cut-by-server',
    status: 200,
    response: 'half',
    play: said(get, `${chunked}4\r\nhalf\r\n`, serverFin),
  },
  'an answer that can be read in two ways': {
    outcome: 'cut-by-server',
    status: null,
    async play({ client, peer: connected }) {
      client.send(get);
      const peer = await connected();
      await peer.endingWith('\r\n\r\n');
      peer.send('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab');
      await client.untilClosed();
    },
  },
  'a desktop that closes while it waits': {
    outcome: 'cut-by-desktop',
    status: null,
    play: said(get, '', desktopFin),
  },
  'a desktop that resets while it waits': {
    outcome: 'cut-by-desktop',
    status: null,
    play: said(get, '', desktopRst),
  },
  'a desktop that closes in its upload': {
    outcome: 'cut-by-desktop',
    status: null,
    request: 'half',
    play: said(half, '', desktopFin),
  },
  'a desktop that closes in the answer': {
    outcome: 'cut-by-desktop',
    status: 200,
    response: 'ha',
    play: said(get, `${ok}ha`, desktopFin),
  },
  'a desktop that resets in the answer': {
    outcome: 'cut-by-desktop',
    status: 200,
    response: 'ha',
    play: said(get, `${ok}ha`, desktopRst),
  },
  'a desktop whose chunks are none': {
    outcome: 'cut-by-desktop',
    status: null,
    request: 'a',
    async play({ client, peer: connected }) {
      client.send('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n');
      const peer = await connected();
      await peer.endingWith('a\r\n');
      client.send('-1\r\n');
      await client.untilClosed();
    },
  },
  'a server that is not there': {
    outcome: 'unreachable',
    status: null,
    async play({ client, server }) {
      const { port } = server;
      await server.close();
      client.send(get);
      await client.endingWith(')\n');
      server.server.listen(port, '127.0.0.1');
    },
  },
  'a server that is not there for a websocket': {
    outcome: 'unreachable',
    status: null,
    async play({ client, server }) {
      const { port } = server;
      await server.close();
      client.send(upgrade);
      await client.endingWith(')\n');
      server.server.listen(port, '127.0.0.1');
    },
  },
  'a websocket that was closed properly': {
    outcome: 'complete',
    status: 101,
    play: said(upgrade, opened + closing, serverRst),
  },
  'a websocket whose server is gone': {
    outcome: 'cut-by-server',
    status: 101,
    play: said(upgrade, opened, serverRst),
  },
  'a websocket whose desktop is gone': {
    outcome: 'cut-by-desktop',
    status: 101,
    play: said(upgrade, opened, desktopRst),
  },
  'a websocket that is refused': {
    outcome: 'complete',
    status: 403,
    response: 'nope',
    play: said(upgrade, 'HTTP/1.1 403 No\r\nContent-Length: 4\r\n\r\nnope', nothing),
  },
  'a held poll': { outcome: 'open', status: null, play: said(get, '', nothing) },
  'an answer that still streams': {
    outcome: 'open',
    status: null,
    play: said(get, `${chunked}4\r\nhalf\r\n`, nothing),
  },
  'an upload that still goes on': {
    // A request takes its place when it is whole (decision 4).
    outcome: 'absent',
    status: null,
    play: said(half, '', nothing),
  },
  'a websocket that is open': {
    outcome: 'open',
    status: null,
    play: said(upgrade, opened, nothing),
  },
};

/** Plays them all through one recorder, and reads what it wrote. */
async function recorded(options: Partial<RecordOptions> = {}): Promise<RecordedExchange[]> {
  const server = await RawServer.listen();
  const output = folder.path('outcomes.db');
  const listen = { host: '127.0.0.1', port: 0 };
  const recorder = await record({ target: server.url.origin, listen, output, ...options });
  onTestFinished(async () => void (await recorder.close()));
  onTestFinished(() => server.close());
  // The connection by which the recorder saw that the target is there.
  await server.peer();
  for (const { play } of Object.values(rows)) {
    const index = server.peers.length;
    await play({ client: rawDesktop(recorder.url), peer: () => server.peer(index), server });
    await turns();
  }
  await recorder.close();
  const recording = openRecording(output);
  onTestFinished(() => recording.close());
  expect(verifyRecording(output)).toMatchObject({ whole: true, gaps: [], errors: [] });
  return [...recording.exchanges()].sort((a, b) => a.id - b.id);
}

it('writes the right outcome for whatever may happen to an exchange', async () => {
  const exchanges = await recorded();
  const text = (body: RecordedExchange['requestBody']): string | undefined =>
    body === null ? undefined : Buffer.from(body.content ?? '').toString('latin1');
  const found = exchanges.map(({ id, outcome, status, requestBody, responseBody }) => [
    Object.keys(rows)[id - 1],
    { outcome, status, request: text(requestBody), response: text(responseBody) },
  ]);
  const present = Object.entries(rows).filter(([, { outcome }]) => outcome !== 'absent');
  const expected = present.map(([name, { outcome, status, request, response }]) => [
    name,
    { outcome, status, request, response },
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
});
