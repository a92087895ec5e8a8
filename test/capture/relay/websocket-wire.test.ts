import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/time/manual-clock.js';
import { frame, type HandMade } from '../websocket/frames.js';
import { type OpenWebsocket, openWebsocket, switching, turns, upgrade } from './open-websocket.js';
import { stage } from './stage.js';

const mask = Buffer.from([1, 0x80, 0xff, 7]);
const text = 1;
const binary = 2;
const close = 8;
const ping = 9;
const pong = 10;

function code(status: number, reason = ''): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(status);
  return Buffer.concat([head, Buffer.from(reason)]);
}

const talks: readonly (readonly [what: string, frames: readonly HandMade[]])[] = [
  ['an empty text', [{ opcode: text }]],
  ['an empty binary', [{ opcode: binary }]],
  [
    'lengths around the borders',
    [125, 126, 127, 65_535, 65_536].map((n) => ({ opcode: binary, payload: Buffer.alloc(n, n) })),
  ],
  [
    'lengths in more bytes than needed',
    [2, 8].map((lengthBytes) => ({
      opcode: text,
      payload: 'x',
      lengthBytes: lengthBytes as 2 | 8,
    })),
  ],
  [
    'fragments, some of them empty',
    [
      { opcode: text, payload: 'one ', fin: false },
      { opcode: 0, payload: '', fin: false },
      { opcode: 0, payload: 'two', fin: false },
      { opcode: 0, payload: '' },
      { opcode: binary, fin: false },
      { opcode: 0 },
    ],
  ],
  [
    'ping and pong with data amid fragments',
    [
      { opcode: ping },
      { opcode: text, payload: 'one ', fin: false },
      { opcode: ping, payload: Buffer.alloc(125, 0xee) },
      { opcode: pong, payload: 'unasked' },
      { opcode: 0, payload: 'two' },
      { opcode: pong },
    ],
  ],
  [
    'a fragment that cuts a character',
    [
      { opcode: text, payload: Buffer.from([0xc3]), fin: false },
      { opcode: 0, payload: Buffer.from([0xa4]) },
    ],
  ],
  ['no UTF-8', [{ opcode: text, payload: Buffer.from([0xff, 0xfe]) }]],
  [
    'reserved bits',
    [
      { opcode: text, payload: 'x', rsv: 7 },
      { opcode: text, payload: 'y' },
    ],
  ],
  [
    'unknown opcodes',
    [
      { opcode: 3, payload: 'x' },
      { opcode: 11, payload: 'y' },
    ],
  ],
  ['a continuation of nothing', [{ opcode: 0, payload: 'x' }]],
  ['a ping in fragments', [{ opcode: ping, payload: 'x', fin: false }]],
  ['a close without a code', [{ opcode: close }]],
  ['a close with a code', [{ opcode: close, payload: code(1000) }]],
  ['a close with a code and a reason', [{ opcode: close, payload: code(4999, 'Tschüß') }]],
  ['a close with a code that may not be sent', [{ opcode: close, payload: code(1006, 'x') }]],
  ['a close of one byte', [{ opcode: close, payload: 'x' }]],
  [
    'frames behind a close',
    [
      { opcode: close, payload: code(1001) },
      { opcode: text, payload: 'late' },
    ],
  ],
];

/** Both directions at once; a client masks (RFC 6455 §5.3), and one that does not is passed, too. */
async function same(frames: readonly HandMade[]): Promise<OpenWebsocket> {
  const scene = await openWebsocket();
  const down = Buffer.concat(frames.map((each) => frame(each)));
  const up = Buffer.concat(frames.map((each) => frame({ ...each, mask })));
  scene.peer.send(down);
  scene.client.send(up);
  await scene.client.until(() => scene.client.length >= scene.headLength + down.length);
  await scene.peer.until(() => scene.peer.length >= scene.askedLength + up.length);
  expect(scene.got().equals(down)).toBe(true);
  expect(scene.arrived().equals(up)).toBe(true);
  return scene;
}

describe('a websocket', () => {
  it.each(talks)('carries %s both ways as it was sent', async (_what, frames) => {
    await same(frames);
  });

  it('carries what is masked the wrong way, too', async () => {
    const { client, peer, got, arrived } = await openWebsocket();
    const plain = frame({ opcode: text, payload: 'x' });
    const masked = frame({ opcode: text, payload: 'x', mask });
    client.send(plain);
    peer.send(masked);
    await client.until(() => got().length >= masked.length);
    await peer.until(() => arrived().length >= plain.length);
    expect([got(), arrived()]).toEqual([masked, plain]);
  });

  it('carries 20 MB in one frame each way, larger than what is inspected', async () => {
    const huge = Buffer.alloc(20 * 1024 * 1024, 'Understudy ');
    const { client, peer, got, arrived, exchange } = await same([
      { opcode: text, payload: huge },
      { opcode: text, payload: 'small' },
    ]);
    expect(exchange.messages.map((each) => each.text)).toEqual([null, 'small', null, 'small']);
    expect([client.ended, peer.ended]).toEqual([false, false]);
    expect([got().length, arrived().length]).toEqual([huge.length + 17, huge.length + 25]);
  });

  it('answers nothing itself: a ping is left to the other side', async () => {
    const { client, peer, got, arrived } = await openWebsocket();
    for (let i = 0; i < 20; i++) {
      const asked = frame({ opcode: ping, payload: `p${i}`, mask });
      const before = arrived().length;
      client.send(asked);
      await peer.until(() => arrived().length === before + asked.length);
      const answered = frame({ opcode: pong, payload: `p${i}` });
      const seen = got().length;
      peer.send(answered);
      await client.until(() => got().length > seen);
      expect(got().subarray(seen)).toEqual(answered);
    }
  });
});

describe('the opening of a websocket', () => {
  it.each([
    [
      'a subprotocol',
      'Sec-WebSocket-Protocol: a, b\r\nsec-websocket-protocol: c\r\n',
      'Sec-WebSocket-Protocol: b\r\n',
    ],
    [
      'extensions that are agreed',
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x\r\n',
      'sec-websocket-extensions: permessage-deflate;server_no_context_takeover\r\n',
    ],
    ['extensions that are declined', 'Sec-WebSocket-Extensions: permessage-deflate\r\n', ''],
    [
      'cookies and credentials',
      'Cookie: a=b; c=d\r\nAuthorization: Basic eDp5\r\nX-Twice: 1\r\nX-TWICE: 2\r\n',
      'Set-Cookie: a=1\r\nX: 1\r\nset-cookie: b=2\r\nDate: then\r\n',
    ],
  ])('passes %s as it was said, in order and case', async (_what, asking, answering) => {
    const { server, desktop } = await stage();
    const client = desktop();
    const request = upgrade.replace('\r\n\r\n', `\r\n${asking}\r\n`);
    client.send(request);
    const peer = await server.peer();
    const asked = request
      .replace('Host: desktop.test', `Host: ${server.url.host}`)
      // Repeats stand together under the first one's name: Node writes them so.
      .replace(/sec-websocket-protocol|X-TWICE/u, (name) =>
        name === 'X-TWICE' ? 'X-Twice' : 'Sec-WebSocket-Protocol',
      );
    expect(await peer.endingWith('\r\n\r\n')).toBe(asked);
    const answer = `${switching.replace('Switching Protocols', 'Off We Go')}${answering}\r\n`;
    peer.send(answer);
    await client.until(() => client.length >= answer.length);
    expect(client.text).toBe(answer);
  });

  it('passes interim answers in front of the 101', async () => {
    const { server, desktop } = await stage();
    const client = desktop();
    client.send(upgrade);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    const answer = `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${switching}\r\n`;
    peer.send(answer);
    await client.until(() => client.length >= answer.length);
    expect(client.text).toBe(answer);
  });

  it.each([
    [
      '401 with a length',
      'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nwww-authenticate: NTLM\r\nContent-Length: 6\r\n\r\ndenied',
    ],
    [
      '403 in JSON',
      'HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{"statusCode":20}',
    ],
    [
      '404 in chunks',
      'HTTP/1.1 404 Not Here\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nnot found\r\n0\r\n\r\n',
    ],
    [
      '426',
      'HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13, 8\r\nContent-Length: 0\r\n\r\n',
    ],
    [
      '302 elsewhere',
      'HTTP/1.1 302 Found\r\nLocation: http://elsewhere.test/x\r\nContent-Length: 0\r\n\r\n',
    ],
    ['200, as if nothing had been asked', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'],
    ['500 that lasts until the FIN', 'HTTP/1.1 500 Oh\r\nConnection: close\r\n\r\nbroken'],
    ['an empty reason', 'HTTP/1.1 400 \r\nContent-Length: 0\r\n\r\n'],
  ])('passes its refusal with status, headers and body: %s', async (_what, answer) => {
    const { server, desktop, log } = await stage();
    const client = desktop();
    client.send(upgrade);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    peer.send(answer);
    if (answer.includes('Connection: close')) peer.socket.end();
    expect(await client.untilEnd()).toBe(answer);
    expect((await log.ended()).outcome).toBe('complete');
  });

  it('passes what either side sends behind its head at once', async () => {
    const { server, desktop } = await stage();
    const client = desktop();
    const early = frame({ opcode: text, payload: 'early', mask });
    client.send(Buffer.concat([Buffer.from(upgrade), early]));
    const peer = await server.peer();
    await peer.until(() => peer.text.includes('\r\n\r\n'));
    const first = frame({ opcode: text, payload: 'first' });
    const answer = Buffer.concat([Buffer.from(`${switching}\r\n`), first]);
    peer.send(answer);
    await client.until(() => client.length >= answer.length);
    expect(client.text).toBe(answer.toString('latin1'));
    await peer.until(() => peer.text.endsWith(early.toString('latin1')));
  });
});

describe('a websocket that ends', () => {
  const half = frame({ opcode: text, payload: 'half a frame', mask }).subarray(0, 9);

  it.each(['client', 'peer'] as const)(
    'by a FIN of the %s in a frame: the other gets both',
    async (who) => {
      const scene = await openWebsocket();
      const [from, to] = who === 'client' ? [scene.client, scene.peer] : [scene.peer, scene.client];
      from.send(half);
      from.socket.end();
      await to.untilEnd();
      expect(to.text.endsWith(half.toString('latin1'))).toBe(true);
      expect(to.error).toBeUndefined();
      to.socket.end();
      await from.untilClosed();
      expect((await scene.log.ended()).outcome).toBe(
        who === 'client' ? 'cut-by-desktop' : 'cut-by-server',
      );
    },
  );

  it.each(['client', 'peer'] as const)('by an RST of the %s: the other gets it', async (who) => {
    const scene = await openWebsocket();
    const [from, to] = who === 'client' ? [scene.client, scene.peer] : [scene.peer, scene.client];
    from.socket.resetAndDestroy();
    await to.untilClosed();
    expect(to.error?.code).toBe('ECONNRESET');
    expect((await scene.log.ended()).outcome).toBe(
      who === 'client' ? 'cut-by-desktop' : 'cut-by-server',
    );
  });

  it.each(['client', 'peer'] as const)(
    'on the way of the %s alone: the other way goes on',
    async (who) => {
      const scene = await openWebsocket();
      const [from, to] = who === 'client' ? [scene.client, scene.peer] : [scene.peer, scene.client];
      from.socket.end();
      await to.untilEnd();
      const bytes = frame({ opcode: text, payload: 'still there' }).toString('latin1');
      for (let i = 0; i < 20; i++) {
        const before = from.length;
        to.send(bytes);
        await from.until(() => from.length === before + bytes.length);
      }
      to.socket.end();
      await from.untilClosed();
    },
  );

  it.each(['client', 'peer'] as const)(
    'by an RST of the %s while nobody reads from it',
    async (who) => {
      const clock = manualClock();
      const scene = await openWebsocket('', { clock });
      const [from, to] = who === 'client' ? [scene.client, scene.peer] : [scene.peer, scene.client];
      to.socket.pause();
      const piece = Buffer.alloc(1024 * 1024);
      let taken = 0;
      for (let i = 0; i < 100; i++) from.socket.write(piece, () => taken++);
      for (let seen = -1; seen !== taken; ) {
        seen = taken;
        await turns(50);
      }
      expect(taken).toBeLessThan(100);
      from.socket.resetAndDestroy();
      while (scene.exchange.outcome === undefined) {
        clock.advance(1_000);
        await turns(1);
      }
      to.socket.resume();
      await to.until(() => to.ended || to.closed);
    },
  );
});
