import { describe, expect, it } from 'vitest';
import { parseBatch } from '../../../src/bayeux/batch.js';
import type { BayeuxMessage } from '../../../src/bayeux/message.js';
import { member } from '../../../src/json/node.js';
import {
  handshakeExt,
  speaksAck,
  withTimesync,
} from '../../../src/replay/bayeux-server/extensions.js';

const message = (value: object): BayeuxMessage =>
  (parseBatch(JSON.stringify([value])) as readonly BayeuxMessage[])[0] as BayeuxMessage;
const ext = (value: unknown) => message({ channel: '/meta/handshake', ext: value }).ext;

describe('timesync', () => {
  const ask = (timesync: object) => message({ channel: '/meta/connect', ext: { timesync } });
  const reply = '{"channel":"/meta/connect","successful":true}';
  const syncIn = (text: string): unknown =>
    (JSON.parse(text) as { ext?: { timesync?: unknown } }).ext?.timesync;

  it('tells when the request came, how long the answer was held, and by how much the client was off', () => {
    const told = withTimesync(reply, ask({ tc: 1000, l: 0, o: 0 }), 1500.7, 2500.2);
    expect(syncIn(told)).toEqual({ tc: 1000, ts: 1500, p: 1000, a: -500 });
  });

  it('leaves the rest of the reply as it is', () => {
    const acked = '{ "channel":"/meta/connect", "ext":{"ack":7} }';
    expect(withTimesync(acked, ask({ tc: 10 }), 10, 12)).toBe(
      '{ "channel":"/meta/connect", "ext":{"ack":7,"timesync":{"tc":10,"ts":10,"p":2,"a":0}} }',
    );
  });

  it('says nothing to a client that knows well enough', () => {
    expect(withTimesync(reply, ask({ tc: 1000, l: 5, o: 500 }), 1500, 1500)).toBe(reply);
    expect(withTimesync(reply, ask({ tc: 1000, l: 5, o: 400 }), 1500, 1500)).not.toBe(reply);
  });

  it('takes out what the recorded server said of the clocks of then', () => {
    const recorded =
      '{"channel":"/meta/subscribe","ext":{"own":1,"timesync":{"tc":1,"ts":2,"p":0,"a":1}}}';
    const kept = '{"channel":"/meta/subscribe","ext":{"own":1}}';
    expect(withTimesync(recorded, message({ channel: '/meta/subscribe' }), 0, 0)).toBe(kept);
    expect(withTimesync(recorded, ask({ tc: 1000, l: 5, o: 500 }), 1500, 1500)).toBe(kept);
  });

  it.each([
    ['asks for nothing', message({ channel: '/meta/connect' })],
    ['sends no number', ask({ tc: '1000' })],
    ['publishes', message({ channel: '/service/x', ext: { timesync: { tc: 1 } } })],
  ])('says nothing to a client that %s', (_, request) => {
    expect(withTimesync(reply, request, 0, 0)).toBe(reply);
  });

  it('bears any number', () => {
    const told = withTimesync(reply, ask({ tc: 1e300, o: -1e308, l: 1e308 }), 0, 0);
    expect(syncIn(told)).toMatchObject({ tc: 1e300, a: 0 });
  });
});

describe('the acknowledgement extension', () => {
  it.each([
    [{ ack: true }, true],
    [{ ack: { enabled: true, size: 0, batch: 3 } }, true],
    [{ ack: { enabled: false } }, false],
    [{ ack: 1 }, false],
    [{}, false],
    [[], false],
  ])('is spoken by who says %j: %s', (value, spoken) => {
    expect(speaksAck(ext(value))).toBe(spoken);
  });

  it('begins to count anew, whatever number of a batch the recorded server gave', () => {
    const recorded = ext({ ack: { enabled: true, size: 2, batch: 9 }, timesync: { tc: 1 } });
    expect(handshakeExt(recorded, true)).toBe('{"ack":{"enabled":true}}');
  });

  it('is not offered to who does not ask for it', () => {
    expect(handshakeExt(ext({ ack: true, own: 1 }), false)).toBe('{"own":1}');
    expect(handshakeExt(undefined, false)).toBeNull();
    expect(member(ext({ ack: true }), 'ack')?.kind).toBe('literal');
  });
});
