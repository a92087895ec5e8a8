import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { agreedExtensions } from '../../../src/capture/websocket/agreed-extensions.js';
import { frame } from './frames.js';
import { cut, heard, messages } from './transcript.js';

const limit = 1024 * 1024;

/** What a message is deflated to, as its sender goes on with its window or begins anew (RFC 7692 §7.2.1). */
function deflated(texts: readonly string[], takeover: boolean): Buffer[] {
  let window = Buffer.alloc(0);
  return texts.map((text) => {
    const bytes = Buffer.from(text);
    const whole = zlib.deflateRawSync(bytes, {
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
      ...(window.length > 0 ? { dictionary: window } : {}),
    });
    if (takeover) window = Buffer.concat([window, bytes]).subarray(-32_768);
    return whole.subarray(0, -4);
  });
}

it.each([true, false])(
  'inflates messages with context takeover %s, however they are cut',
  (takeover) => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 8 }),
        fc.array(fc.nat()),
        (texts, places) => {
          const bytes = Buffer.concat(
            deflated(texts, takeover).flatMap((payload) => [
              frame({ opcode: 1, rsv: 4, fin: false, payload: payload.subarray(0, 3) }),
              frame({ opcode: 0, payload: payload.subarray(3) }),
              frame({ opcode: 1, payload: 'plain' }),
            ]),
          );
          expect(messages(cut(bytes, places), { takeover, limit })).toEqual(
            texts.flatMap((text) => [`text ${text}`, 'text plain']),
          );
        },
      ),
    );
  },
);

it('inflates messages that point back into a binary one, over more than a window', () => {
  const blob = Buffer.from(
    Array.from({ length: 30_000 }, (_, i) => (i * i * 7919) & 0x7f),
  ).toString();
  const texts = [blob, 'x'.repeat(100_000), blob, blob];
  const bytes = deflated(texts, true).map((payload, index) =>
    frame({ opcode: index === 2 ? 2 : 1, rsv: 4, payload }),
  );
  expect(heard(bytes, { takeover: true, limit })).toEqual(
    texts.map((text, index) => (index === 2 ? 'no text' : `text ${text}`)),
  );
});

it('inflates a message with a final block', () => {
  const final = Buffer.concat([zlib.deflateRawSync('hello'), Buffer.alloc(1)]);
  const bytes = Buffer.concat([
    frame({ opcode: 1, rsv: 4, payload: final }),
    ...deflated(['again'], true).map((payload) => frame({ opcode: 1, rsv: 4, payload })),
  ]);
  expect(heard([bytes], { takeover: true, limit })).toEqual(['text hello', 'text again']);
});

it('does not inflate a message of countless final blocks, each of which would cost a decoder', () => {
  // An empty final block takes two bytes: some seconds for each megabyte, in which no desktop is served.
  const blocks = Buffer.alloc(2 * 8_000_000, Buffer.of(3, 0));
  const bytes = [blocks, ...deflated(['small'], false)].map((payload) =>
    frame({ opcode: 1, rsv: 4, payload }),
  );
  const most = 2 * blocks.length;
  expect(heard(bytes, { takeover: false, limit: most })).toEqual(['no text', 'text small']);
  expect(messages(bytes, { takeover: true, limit: most })).toEqual([
    'unreadable (limit): a compressed message is too large',
  ]);
});

it('gives up at a compressed message that is too large only if later ones may point back into it', () => {
  const bytes = deflated(['x'.repeat(limit + 1), 'small'], false).map((payload) =>
    frame({ opcode: 1, rsv: 4, payload }),
  );
  expect(heard(bytes, { takeover: false, limit })).toEqual(['no text', 'text small']);
  expect(messages(bytes, { takeover: true, limit })).toEqual([
    'unreadable (limit): a compressed message is too large',
  ]);
});

it('gives up at a message that can not be inflated', () => {
  const bytes = frame({ opcode: 1, rsv: 4, payload: Buffer.from([0xff, 0xff, 0xff]) });
  expect(messages([bytes], { takeover: false, limit })).toEqual([
    'unreadable (peer): a compressed message is broken',
  ]);
});

it.each([
  ['with context takeover', {}],
  ['without', { serverNoContextTakeover: true, clientNoContextTakeover: true }],
  ['with narrow windows', { serverMaxWindowBits: 9, clientMaxWindowBits: 9 }],
])('reads what ws sends %s', async (_how, options) => {
  const texts = Array.from({ length: 40 }, (_, i) =>
    `[{"channel":"/a","data":{"n":${i}}}]`.repeat(1 + (i % 9)),
  );
  const perMessageDeflate = { threshold: 0, ...options };
  const http = createServer();
  const wss = new WebSocketServer({ server: http, perMessageDeflate });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    http.close();
  });
  const { port } = http.address() as AddressInfo;
  const raw: { readonly server: Buffer[]; readonly client: Buffer[] } = { server: [], client: [] };
  // A splice that keeps the bytes.
  const splice = createServer();
  splice.on('upgrade', (request, desktop) => {
    const server = connect(port, '127.0.0.1');
    const head = request.rawHeaders
      .map((value, i) => (i % 2 === 0 ? `${value}: ` : `${value}\r\n`))
      .join('');
    server.write(`GET / HTTP/1.1\r\n${head}\r\n`);
    server.on('data', (bytes) => raw.server.push(Buffer.from(bytes)));
    desktop.on('data', (bytes: Buffer) => raw.client.push(Buffer.from(bytes)));
    server.pipe(desktop).pipe(server);
  });
  splice.listen(0, '127.0.0.1');
  await once(splice, 'listening');
  onTestFinished(() => {
    splice.close();
  });
  const echoed: string[] = [];
  wss.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(String(data)));
  });
  const client = new WebSocket(`ws://127.0.0.1:${(splice.address() as AddressInfo).port}`, {
    perMessageDeflate,
  });
  await once(client, 'open');
  const closed = once(client, 'close');
  client.on('message', (data) => {
    echoed.push(String(data));
    if (echoed.length === texts.length) client.close();
  });
  for (const text of texts) client.send(text);
  await closed;

  const fromServer = Buffer.concat(raw.server);
  const end = fromServer.indexOf('\r\n\r\n') + 4;
  const headers = fromServer
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .slice(1)
    .map((line) => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? ''] as const);
  const agreed = agreedExtensions(headers);
  if (typeof agreed === 'string') throw new Error('nothing was agreed on');
  const expected = [...texts.map((text) => `text ${text}`), 'close'];
  const ofServer = { takeover: agreed.serverTakeover, limit };
  const ofClient = { takeover: agreed.clientTakeover, limit };
  expect(messages([fromServer.subarray(end)], ofServer)).toEqual(expected);
  expect(messages(raw.client, ofClient)).toEqual(expected);
});

it.each([
  ['', 'none'],
  ['permessage-deflate', { serverTakeover: true, clientTakeover: true }],
  [
    'Permessage-Deflate; server_no_context_takeover; client_max_window_bits="12"',
    { serverTakeover: false, clientTakeover: true },
  ],
  [
    'permessage-deflate;client_no_context_takeover',
    { serverTakeover: true, clientTakeover: false },
  ],
  ['permessage-deflate, permessage-deflate', 'unknown'],
  ['permessage-deflate; window=3', 'unknown'],
  ['x-webkit-deflate-frame', 'unknown'],
])('reads what was agreed on in "%s"', (value, agreed) => {
  expect(agreedExtensions([['sec-WebSocket-extensions', value]])).toEqual(agreed);
});
