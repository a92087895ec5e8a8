import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { UsageError } from '../../../src/errors.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';

const house = standIns();
const office = (b: RecordingBuilder): void => {
  workday(recordedAgent(b, 'a1'));
  workday(recordedAgent(b, 'a2'), 70);
};
const channel = '/v2/me/tweets';

describe('a pushed notification', () => {
  it('goes to all desktops, or to those of a user, after what was queued before', async () => {
    const standIn = await house.of(office);
    const [one, two] = [house.desktop(standIn, 'a1'), house.desktop(standIn, 'a2')];
    for (const each of [one, two]) {
      await each.arrive();
      await each.subscribe();
    }
    await one.operate('Accept');
    expect(standIn.push({ channel, data: { to: 'all' } })).toBe(2);
    expect(standIn.push({ channel, data: { to: 'a1' } }, { user: 'a1' })).toBe(1);
    expect(standIn.push({ channel, data: 1 }, { user: 'nobody' })).toBe(0);
    const sent = standIn.waitFor({ notification: (each) => each.notification === null });
    for (const each of [one, two]) await each.connect();
    expect(one.notices.slice(1)).toEqual(['{"to":"all"}', '{"to":"a1"}']);
    expect(two.notices).toEqual(['{"to":"all"}']);
    expect(await sent).toMatchObject({ channel, data: '{"to":"all"}', state: 'sent', call: null });
    expect(standIn.report().undelivered).toEqual([]);
  });

  it('waits for a Bayeux session and a subscription, and ends a connect that is held', async () => {
    const standIn = await house.of(office);
    const desktop = house.desktop(standIn);
    await desktop.ask('GET', '/api/v2/me');
    expect(standIn.push({ channel: '/v2/mine', data: 1 })).toBe(1);
    await desktop.arrive();
    await desktop.subscribe('/v2/mine');
    expect(desktop.notices).toEqual(['1']);
    const poll = desktop.connect();
    await desktop.subscribe('/v2/other');
    standIn.push({ channel: '/v2/other', data: [] });
    await poll;
    expect(desktop.notices).toEqual(['1', '[]']);
  });

  it('says its data without loss', async () => {
    const standIn = await house.of(office);
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    standIn.push({ channel, data: { json: '{"big": 9007199254740993, "price":1.10}' } });
    await desktop.connect();
    const { data } = await standIn.waitFor({ notification: { channel } });
    expect(data).toBe('{"big": 9007199254740993, "price":1.10}');
  });

  it('must be one', async () => {
    const standIn = await house.of(office);
    const cycle: { me?: unknown } = {};
    cycle.me = cycle;
    for (const bad of [
      { channel: 'tweets', data: 1 },
      { channel: '/meta/connect', data: 1 },
      { channel: '/v2/*', data: 1 },
      { channel, data: undefined },
      { channel, data: 1n },
      { channel, data: cycle },
      { channel, data: { json: '{' } },
    ]) {
      expect(() => standIn.push(bad)).toThrow(UsageError);
    }
  });
});

describe('a reset', () => {
  it('makes a stand-in as newly started, at the same address', async () => {
    const standIn = await house.of(office);
    const play = async (): Promise<string> => {
      const desktop = house.desktop(standIn);
      await desktop.arrive();
      await desktop.subscribe();
      await desktop.operate('Accept');
      await desktop.connect();
      await desktop.operate('Nonsense');
      return JSON.stringify([
        desktop.clientId,
        desktop.notices,
        standIn.misses,
        standIn.calls.length,
      ]);
    };
    const { url } = standIn;
    const first = await play();
    await standIn.reset();
    expect(standIn.url).toBe(url);
    expect(standIn).toMatchObject({ calls: [], misses: [] });
    expect(standIn.report().played).toEqual([]);
    expect(await play()).toBe(first);
  });

  it('lets held connects go, and closes websockets', async () => {
    const standIn = await house.of(office);
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    const poll = desktop.connect();
    await desktop.subscribe();
    const websocket = new WebSocket(`${standIn.url.replace('http', 'ws')}/api/v2/notifications`);
    await new Promise((resolve) => websocket.once('open', resolve));
    const gone = new Promise((resolve) => websocket.once('close', resolve));
    await standIn.reset();
    await poll;
    await gone;
    expect(await desktop.connect()).toMatchObject({ successful: false });
  });

  it('may be followed by another, and by the end, at once', async () => {
    const standIn = await house.of(office);
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await Promise.all([standIn.reset(), standIn.reset(), standIn.close()]);
    await standIn.reset();
    await standIn.untilIdle();
    expect(standIn.calls).toEqual([]);
  });

  it('begins time anew, too', async () => {
    const standIn = await house.of(office, { timing: 'manual' });
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    await desktop.subscribe();
    const accept = desktop.operate('Accept');
    const call = await standIn.waitFor({ call: {} });
    // What was asked is answered, what had yet to come does not come.
    await standIn.reset();
    expect((await accept).status).toBe(200);
    expect(call.notifications.map(({ state }) => state)).toEqual(['undelivered']);
    await standIn.advance(1_000_000);
    const other = house.desktop(standIn);
    await standIn.flush(other.arrive());
    await other.subscribe();
    const again = other.operate('Accept');
    expect((await standIn.waitFor({ call: {} })).status).toBeNull();
    await standIn.advance(10);
    expect((await again).status).toBe(200);
  });
});
