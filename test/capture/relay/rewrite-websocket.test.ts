import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { frame } from '../websocket/frames.js';
import { openWebsocket, turns } from './open-websocket.js';
import { stage } from './stage.js';

const text = (payload: string): Buffer => frame({ opcode: 1, payload });

describe('between ws peers', () => {
  it.each([
    ['without compression', false],
    ['with compression', { threshold: 0 }],
    ['with compression of each message alone', { threshold: 0, serverNoContextTakeover: true }],
  ])(
    'the server names the recorder, and the recording keeps its own name: %s',
    async (_how, deflate) => {
      const wss = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: deflate });
      onTestFinished(() => wss.close());
      await once(wss, 'listening');
      const target = new URL(`http://127.0.0.1:${(wss.address() as AddressInfo).port}`);
      const { relay, log } = await stage({ target, rewriteOrigin: true });
      const client = new WebSocket(relay.url.replace('http', 'ws'), { rejectUnauthorized: false });
      const got: string[] = [];
      client.on('message', (data, isBinary) => got.push(isBinary ? 'binary' : String(data)));
      await once(client, 'open');
      const said = Array.from({ length: 20 }, (_, n) =>
        n % 3 === 0 ? `{"n":${n}}` : `[{"uri":"${target.origin}/api/v2/tweet/${n}","n":${n}}]`,
      );
      const [peer] = wss.clients;
      for (const each of said) peer?.send(each);
      peer?.send(Buffer.from(target.origin));
      peer?.close();
      await once(client, 'close');
      expect(got).toEqual([
        ...said.map((each) => each.replace(target.origin, relay.url)),
        'binary',
      ]);
      expect(log.exchanges[0]?.messages.map((each) => each.text)).toEqual([...said, null]);
    },
  );
});

describe('between raw peers', () => {
  it('holds a message that was framed anew until it is released', async () => {
    const { client, peer, log, exchange, server, got } = await openWebsocket('', {
      rewriteOrigin: true,
    });
    log.releasing = false;
    peer.send(text(server.url.origin));
    await log.until(() => exchange.messages.length === 1);
    await turns();
    expect(got()).toHaveLength(0);
    exchange.messages[0]?.release();
    await client.endingWith('http://desktop.test');
    expect(got()).toEqual(text('http://desktop.test'));
  });

  it.each(['FIN', 'RST'])(
    'sends what was kept back in front of the %s of the server',
    async (how) => {
      const { client, peer, log, got } = await openWebsocket('', { rewriteOrigin: true });
      peer.send(Buffer.concat([frame({ opcode: 9, payload: 'p' }), text('half').subarray(0, 4)]));
      await client.endingWith('p');
      if (how === 'FIN') peer.socket.end();
      else peer.reset();
      await client.until(() => client.ended || client.closed);
      expect(got().subarray(3)).toEqual(text('half').subarray(0, 4));
      client.socket.end();
      expect((await log.ended()).outcome).toBe('cut-by-server');
    },
  );

  it('cuts a desktop off that can not follow any more, and tells the operator', async () => {
    const notices: string[] = [];
    const { client, peer, log, server } = await openWebsocket(
      'Sec-WebSocket-Extensions: permessage-deflate\r\n',
      { rewriteOrigin: true, onNotice: (message) => notices.push(message) },
    );
    const { deflateRawSync, constants } = await import('node:zlib');
    const payload = deflateRawSync(server.url.origin, { finishFlush: constants.Z_SYNC_FLUSH });
    peer.send(frame({ opcode: 1, payload: payload.subarray(0, -4), rsv: 4 }));
    await client.endingWith('http://desktop.test');
    peer.send(frame({ opcode: 1, payload: Buffer.from([0xff]), rsv: 4 }));
    await client.untilClosed();
    expect((await log.ended()).outcome).toBe('cut-by-server');
    expect(notices).toEqual([
      'websocket cut: origins were rewritten in it, and then a compressed message is broken',
    ]);
  });
});
