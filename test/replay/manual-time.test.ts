import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { UsageError } from '../../src/errors.js';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { recordedAgent, tweet } from './agent-recording.js';
import { states } from './play.js';
import { standIns } from './stand-ins.js';

const house = standIns();
const hour = 3_600_000;

/** An agent starts; each hour something comes that nothing but time brings. */
function longDay(b: RecordingBuilder): void {
  const agent = recordedAgent(b, 'a1');
  agent.logIn();
  agent.handshake();
  agent.subscribe('/v2/me/tweets');
  agent.call('/api/v2/me/tweets/T1', '{"operationName":"Start"}', '{"statusCode":0}');
  for (const state of ['Invited', 'Processing', 'Completed']) {
    b.pass(hour);
    agent.notice(tweet(state));
  }
}

describe('time by hand', () => {
  it('stands still until it is moved, then lets come what is due', async () => {
    const standIn = await house.of(longDay, { timing: 'manual' });
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    await desktop.subscribe();
    const start = desktop.operate('Start');
    const call = await standIn.waitFor({ call: { operation: 'Start' } });
    expect(call.status).toBeNull();
    await standIn.untilIdle();
    await standIn.advance(9);
    expect(call.status).toBeNull();
    await standIn.advance(1);
    expect(call.status).toBe(200);
    expect((await start).status).toBe(200);
    expect(call.notifications.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    await standIn.advance(hour + 1000);
    await desktop.connect();
    await standIn.advance(hour);
    await desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited', 'Processing']);
    expect(standIn.report().undelivered).toEqual([
      { notification: expect.any(Number), reason: 'its time had not come' },
    ]);
  });

  it('lets connects go that were held long enough, by the same time', async () => {
    const standIn = await house.of(longDay, { timing: 'manual' });
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    let answered = false;
    const poll = desktop.connect().finally(() => {
      answered = true;
    });
    // It has to be there first; it is no call, and held without a word.
    await desktop.subscribe();
    await standIn.flush();
    await standIn.advance(19_999);
    expect(answered).toBe(false);
    await standIn.advance(1);
    expect(await poll).toMatchObject({ channel: '/meta/connect', successful: true });
  });

  it('replays hours as fast as they are asked for', async () => {
    const standIn = await house.of(longDay, { timing: 'manual' });
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    await desktop.subscribe();
    await standIn.flush(desktop.operate('Start'));
    await standIn.advance(3 * hour + 1000);
    await desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited', 'Processing', 'Completed']);
    expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
  });

  it('is refused where it makes no sense', async () => {
    const instant = await house.of(longDay);
    await expect(instant.advance(1)).rejects.toThrow(UsageError);
    const manual = await house.of(longDay, { timing: 'manual' });
    for (const each of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(manual.advance(each)).rejects.toThrow(UsageError);
    }
  });
});

describe.each([['recorded'], ['manual'], [0.001]] as const)('flush, timing %s', (timing) => {
  it('lets all happen now that waits for its time, in order, but holds connects', async () => {
    const standIn = await house.of(longDay, { timing });
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    await desktop.subscribe();
    const start = desktop.operate('Start');
    await standIn.waitFor({ call: { operation: 'Start' } });
    await standIn.flush();
    expect((await start).status).toBe(200);
    await desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited', 'Processing', 'Completed']);
    let answered = false;
    const poll = desktop.connect().finally(() => {
      answered = true;
    });
    await desktop.subscribe();
    await standIn.flush();
    expect(answered).toBe(false);
    expect(standIn.push({ channel: '/v2/me/tweets', data: 1 })).toBe(1);
    await poll;
  });
});

describe('untilIdle', () => {
  it('waits for what is being received and for what has yet to leave, not for a held connect', async () => {
    const standIn = await house.of(longDay);
    const desktop = house.desktop(standIn);
    await standIn.untilIdle();
    await desktop.arrive();
    await desktop.subscribe();
    const poll = desktop.connect();
    const start = desktop.operate('Start');
    const { status } = await standIn.waitFor({ call: { operation: 'Start' } });
    expect(status).toBe(200);
    await standIn.untilIdle();
    await Promise.all([poll, start]);
    expect(states(desktop.notices)).toEqual(['Invited', 'Processing', 'Completed']);
    void desktop.connect().catch(() => {});
    await desktop.subscribe();
    await standIn.untilIdle();
  });

  it('waits in recorded time for what will come by itself', async () => {
    const standIn = await house.of(
      (b) => {
        const agent = recordedAgent(b, 'a1');
        agent.logIn();
        agent.handshake();
        agent.subscribe('/v2/me/tweets');
        agent.call('/api/v2/me/tweets/T1', '{"operationName":"Start"}', '{"statusCode":0}');
        agent.notice(tweet('Invited'));
      },
      { timing: 'recorded' },
    );
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    const start = desktop.operate('Start');
    const call = await standIn.waitFor({ call: { operation: 'Start' } });
    await standIn.untilIdle();
    expect(call.status).toBe(200);
    expect(call.notifications.map(({ state }) => state)).toEqual(['queued']);
    await start;
  });

  it('waits for what goes out on a websocket, too', async () => {
    const standIn = await house.of(longDay);
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    const websocket = new WebSocket(`${standIn.url.replace('http', 'ws')}/api/v2/notifications`);
    await once(websocket, 'open');
    const { clientId } = desktop;
    websocket.send(JSON.stringify([{ id: '1', channel: '/meta/connect', clientId }]));
    const data = 'x'.repeat(1_000_000);
    const pushed = standIn.waitFor({ notification: { channel: '/v2/me/pushed' } });
    standIn.push({ channel: '/v2/me/pushed', data });
    const arrives = once(websocket, 'message');
    await pushed;
    await standIn.untilIdle();
    await arrives;
    websocket.terminate();
  });

  it('does not wait for a desktop that breaks off, nor beyond the end', async () => {
    const standIn = await house.of(longDay, { timing: 'recorded' });
    const { port } = new URL(standIn.url);
    const cut = connect(Number(port), '127.0.0.1');
    cut.write('POST /api/v2/me HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
    await once(cut, 'connect');
    cut.destroy();
    await standIn.untilIdle();
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    await desktop.subscribe();
    const start = desktop.operate('Start');
    await standIn.waitFor({ call: { operation: 'Start' } });
    const idle = standIn.untilIdle();
    await standIn.close();
    await Promise.all([idle, start]);
  });
});
