import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame } from '../websocket/frames.js';
import { cut } from '../websocket/transcript.js';
import { openWebsocket, switching, turns, upgrade } from './open-websocket.js';
import { stage } from './stage.js';

const text = (payload: string, fin = true): Buffer => frame({ opcode: 1, payload, fin });
const ping = frame({ opcode: 9, payload: 'p' });
const close = frame({ opcode: 8, payload: Buffer.from([3, 232]) });

describe('the gate to the desktop', () => {
  it('holds the 101 until it is released', async () => {
    const { server, log, desktop } = await stage();
    log.releasing = false;
    const client = desktop();
    client.send(upgrade);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    peer.send(Buffer.concat([Buffer.from(`${switching}\r\n`), ping]));
    await log.until(() => log.exchanges[0]?.open === true);
    await turns();
    expect(client.text).toBe('');
    log.exchanges[0]?.release();
    expect(await client.endingWith('p')).toBe(`${switching}\r\n${ping.toString('latin1')}`);
  });

  it('holds the end of a message, and all that comes behind it', async () => {
    const { client, peer, log, exchange, got } = await openWebsocket();
    log.releasing = false;
    const [first, second] = [text('first'), text('second')];
    peer.send(Buffer.concat([ping, first.subarray(0, 4)]));
    await client.endingWith('fi');
    peer.send(Buffer.concat([first.subarray(4), ping, second, close]));
    await log.until(() => exchange.messages.length === 2);
    await turns();
    expect(got()).toEqual(Buffer.concat([ping, first.subarray(0, 4)]));
    exchange.messages[1]?.release();
    await turns();
    expect(got()).toHaveLength(ping.length + 4);
    exchange.messages[0]?.release();
    const all = Buffer.concat([ping, first, ping, second, close]);
    await client.until(() => got().length === all.length);
    expect(got()).toEqual(all);
  });

  it('lets fragments go, but for the last one', async () => {
    const { client, peer, log, exchange, got } = await openWebsocket();
    log.releasing = false;
    const begin = text('be', false);
    const end = frame({ opcode: 0, payload: 'gin' });
    peer.send(Buffer.concat([begin, ping]));
    await client.endingWith('p');
    peer.send(end);
    await log.until(() => exchange.messages.length === 1);
    await turns();
    expect(exchange.messages[0]?.text).toBe('begin');
    expect(got()).toEqual(Buffer.concat([begin, ping]));
    exchange.messages[0]?.release();
    await client.endingWith('gin');
  });

  it.each(['FIN', 'RST'])(
    'lets a held message out in front of the %s of the server',
    async (how) => {
      const { client, peer, log, exchange } = await openWebsocket();
      log.releasing = false;
      peer.send(text('held'));
      await log.until(() => exchange.messages.length === 1);
      if (how === 'FIN') peer.socket.end();
      else peer.reset();
      await turns(20);
      expect(client.ended || client.closed).toBe(false);
      exchange.messages[0]?.release();
      await client.until(() => client.ended || client.closed);
      expect(client.text.endsWith('held')).toBe(true);
    },
  );

  it('lets a hundred thousand tiny messages out one by one', async () => {
    const { client, peer, log, exchange, got } = await openWebsocket();
    log.releasing = false;
    const count = 100_000;
    const all = Buffer.alloc(count * 2, text(''));
    peer.send(all);
    await log.until(() => exchange.messages.length === count);
    for (const message of exchange.messages) message.release();
    await client.until(() => got().length === all.length);
  });

  it('does not hold what goes to the server', async () => {
    const { client, peer, log, exchange } = await openWebsocket();
    log.releasing = false;
    client.send(frame({ opcode: 1, payload: 'up', mask: Buffer.alloc(4) }));
    await peer.endingWith('up');
    expect(exchange.messages).toMatchObject([{ direction: 'to-server', text: 'up' }]);
  });

  it('lets held messages go when the relay closes', async () => {
    const { relay, client, peer, log, exchange } = await openWebsocket();
    log.releasing = false;
    peer.send(text('held'));
    await log.until(() => exchange.messages.length === 1);
    const closed = relay.close();
    exchange.messages[0]?.release();
    await closed;
    expect((await client.untilEnd()).endsWith('held')).toBe(true);
    expect(exchange.outcome).toBeUndefined();
  });
});

describe('backpressure', () => {
  const message = text('x'.repeat(40_000));
  const many = Buffer.concat(Array.from({ length: 1_000 }, () => message));

  it('reads no more from the server than may wait for a release', async () => {
    const { client, peer, log, exchange, got, headLength } = await openWebsocket();
    log.releasing = false;
    peer.send(many);
    await log.until(() => exchange.messages.length > 0);
    await turns(200);
    expect(exchange.messages.length).toBeLessThan(50);
    expect(got().length).toBeLessThan(message.length);
    log.releasing = true;
    for (const { release } of exchange.messages) release();
    await client.until(() => client.length === headLength + many.length);
    expect(got().equals(many)).toBe(true);
  });

  it('reads no more from the server than a desktop takes', async () => {
    const { client, peer, exchange, headLength } = await openWebsocket();
    client.socket.pause();
    peer.send(many);
    await turns(300);
    expect(exchange.messages.length).toBeLessThan(700);
    client.socket.resume();
    await client.until(() => client.length === headLength + many.length);
    expect(exchange.messages).toHaveLength(1_000);
  });

  it('reads no more from a desktop than the server takes', async () => {
    const { client, peer, exchange, askedLength } = await openWebsocket();
    peer.socket.pause();
    client.send(many);
    await turns(300);
    expect(exchange.messages.length).toBeLessThan(700);
    peer.socket.resume();
    await peer.until(() => peer.length === askedLength + many.length);
    expect(exchange.messages).toHaveLength(1_000);
  });
});

describe('what is no websocket protocol', () => {
  it('passes bytes of any kind as they came, at once', async () => {
    const { client, peer, exchange, log, got, arrived } = await openWebsocket();
    log.releasing = false;
    const noise = Buffer.from(Array.from({ length: 10_000 }, (_, i) => (i * 31 + 0x7e) & 0xff));
    peer.send(noise);
    client.send(noise);
    await client.until(() => got().length === noise.length);
    await peer.until(() => arrived().length === noise.length);
    expect([got(), arrived()].every((bytes) => bytes.equals(noise))).toBe(true);
    expect(exchange.unreadables).toMatchObject([{ fault: 'peer' }, { fault: 'peer' }]);
  });

  it('passes frames of an extension that it does not know', async () => {
    const { client, peer, exchange, got } = await openWebsocket(
      'Sec-WebSocket-Extensions: x-secret\r\n',
    );
    peer.send(text('[{}]'));
    client.send('up');
    await client.until(() => got().equals(text('[{}]')));
    await peer.endingWith('up');
    expect(exchange.messages).toEqual([]);
    expect(exchange.unreadables.map(({ direction, fault }) => [direction, fault])).toEqual([
      ['to-server', 'limit'],
      ['to-desktop', 'limit'],
    ]);
  });

  it('passes a message that is larger than what is inspected', async () => {
    const { client, peer, exchange, got } = await openWebsocket('', { limits: { message: 10 } });
    const both = Buffer.concat([text('x'.repeat(11)), text('small')]);
    peer.send(both);
    await client.until(() => got().equals(both));
    expect(exchange.messages.map(({ text: each }) => each)).toEqual([null, 'small']);
  });
});

it('passes both directions byte for byte, however they are cut and released', async () => {
  const mask = Buffer.from([9, 8, 7, 6]);
  const fragment = fc.record({
    payload: fc.string({ maxLength: 300 }),
    opcode: fc.constantFrom(1, 2, 9),
    fin: fc.boolean(),
  });
  const side = fc.record({ frames: fc.array(fragment), cuts: fc.array(fc.nat()) });
  await fc.assert(
    fc.asyncProperty(side, side, async (down, up) => {
      const { client, peer, log, exchange, got, arrived } = await openWebsocket();
      log.releasing = false;
      const toDesktop = Buffer.concat(down.frames.map((each) => frame(each)));
      const toServer = Buffer.concat(up.frames.map((each) => frame({ ...each, mask })));
      for (const piece of cut(toDesktop, down.cuts)) peer.send(piece);
      for (const piece of cut(toServer, up.cuts)) client.send(piece);
      await peer.until(() => arrived().length === toServer.length);
      await turns();
      log.releasing = true;
      for (const { release } of exchange.messages.toReversed()) release();
      await client.until(() => got().length === toDesktop.length);
      expect(got().equals(toDesktop)).toBe(true);
      expect(arrived().equals(toServer)).toBe(true);
      client.socket.destroy();
    }),
    { numRuns: 30 },
  );
});

describe('how it ends', () => {
  it.each([
    ['the server', true],
    ['the desktop', false],
  ])('is complete once %s has said Close, however the connection ends', async (_who, server) => {
    const { client, peer, log, arrived, got } = await openWebsocket();
    if (server) {
      peer.send(close);
      await client.until(() => got().length === close.length);
    } else {
      client.send(close);
      await peer.until(() => arrived().length === close.length);
    }
    peer.reset();
    expect((await log.ended()).outcome).toBe('complete');
  });

  it('is complete when the relay closes after Close was said', async () => {
    const { relay, client, peer, log, got } = await openWebsocket();
    peer.send(close);
    await client.until(() => got().length === close.length);
    await relay.close();
    expect((await log.ended()).outcome).toBe('complete');
  });

  it('is cut by the server that sends a FIN without Close', async () => {
    const { client, peer, log } = await openWebsocket();
    peer.socket.end();
    await client.untilEnd();
    client.socket.end();
    expect((await log.ended()).outcome).toBe('cut-by-server');
  });

  it('is cut by the server if it is gone before the 101 is released', async () => {
    const { server, log, desktop } = await stage();
    log.releasing = false;
    const client = desktop();
    client.send(upgrade);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    peer.send(`${switching}\r\n`);
    await log.until(() => log.exchanges[0]?.open === true);
    peer.reset();
    await peer.untilClosed();
    await turns(20);
    log.exchanges[0]?.release();
    await client.untilClosed();
    expect((await log.ended()).outcome).toBe('cut-by-server');
    expect(client.text).toBe('');
  });

  it('tells the server when the desktop hangs up before the 101 is released', async () => {
    const { server, log, desktop } = await stage();
    log.releasing = false;
    const client = desktop();
    client.send(upgrade);
    const peer = await server.peer();
    await peer.endingWith('\r\n\r\n');
    peer.send(`${switching}\r\n`);
    await log.until(() => log.exchanges[0]?.open === true);
    client.socket.destroy();
    await peer.until(() => peer.ended || peer.closed);
    expect((await log.ended()).outcome).toBe('cut-by-desktop');
    log.exchanges[0]?.release();
  });

  it('passes a half-close on', async () => {
    const { client, peer, arrived, log } = await openWebsocket();
    peer.socket.end();
    await client.untilEnd();
    client.send(ping);
    await peer.until(() => arrived().equals(ping));
    client.socket.end();
    await log.ended();
  });
});
