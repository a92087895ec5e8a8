import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { recordedAgent, tweet, workday } from './agent-recording.js';
import { states } from './play.js';
import { standIns } from './stand-ins.js';

const house = standIns();
const turn = nextTurn.bind(null);

afterEach(() => {
  vi.useRealTimers();
});

/** A call, then a notification seconds later. */
function slowDay(b: RecordingBuilder): void {
  const agent = recordedAgent(b, 'a1');
  agent.logIn();
  agent.handshake();
  agent.subscribe('/v2/me/tweets');
  agent.call('/api/v2/me/tweets/T1', '{"operationName":"Start"}', '{"statusCode":0}');
  b.pass(60_000);
  agent.notice(tweet('Invited'));
}

/** What a test may fake; `nextTick` is Node's own, and nothing that uses sockets lives without it. */
const everything = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'Date',
  'performance',
  'hrtime',
  'queueMicrotask',
] as const;

describe.each([
  ['as they are by default', undefined],
  ['that fake everything', { toFake: [...everything] }],
])('under fake timers %s', (_, options) => {
  it.each([['before'], ['after']] as const)(
    'an instant stand-in works, if they are installed %s it',
    async (when) => {
      const file = house.built((b) => workday(recordedAgent(b, 'a1')));
      if (when === 'before') vi.useFakeTimers(options);
      const standIn = await house.start(file);
      if (when === 'after') vi.useFakeTimers(options);
      const desktop = house.desktop(standIn);
      await desktop.arrive();
      await desktop.subscribe();
      await desktop.ask('POST', '/api/v2/me', '{"operationName":"StartContactCenterSession"}');
      await desktop.operate('Accept');
      await desktop.connect();
      expect(states(desktop.notices)).toEqual(['Invited', 'Processing']);
      const poll = desktop.connect();
      await desktop.operate('Complete', { queuePath: '/contacts/1' });
      await poll;
      await standIn.waitFor({ notification: { referenceId: 46 } });
      await standIn.untilIdle();
      await expect(
        standIn.waitFor({ call: { operation: 'Never' } }, { timeout: 1 }),
      ).rejects.toThrow('waited for a call');
      const websocket = new WebSocket(`${standIn.url.replace('http', 'ws')}/api/v2/notifications`);
      await new Promise((resolve) => websocket.once('open', resolve));
      const gone = new Promise((resolve) => websocket.once('close', resolve));
      await standIn.reset();
      await gone;
      void desktop.ask('GET', '/api/v2/me').catch(() => {});
      await standIn.close();
    },
  );

  it('a stand-in whose time goes by hand works', async () => {
    vi.useFakeTimers(options);
    const standIn = await house.of(slowDay, { timing: 'manual' });
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    await desktop.subscribe();
    const start = desktop.operate('Start');
    await standIn.waitFor({ call: { operation: 'Start' } });
    vi.advanceTimersByTime(3_600_000);
    await standIn.untilIdle();
    expect(standIn.calls[0]?.status).toBeNull();
    await standIn.advance(61_000);
    await start;
    await desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited']);
    await standIn.close();
  });

  it.each([
    ['recorded', 60_040],
    [2, 30_020],
  ] as const)('a stand-in of timing %s goes by them', async (timing, due) => {
    const standIn = await house.of(slowDay, { timing });
    vi.useFakeTimers(options);
    const desktop = house.desktop(standIn);
    await standIn.flush(desktop.arrive());
    await desktop.subscribe();
    const start = desktop.operate('Start');
    const call = await standIn.waitFor({ call: { operation: 'Start' } });
    await turn();
    expect(call.status).toBeNull();
    vi.advanceTimersByTime(10);
    expect((await start).status).toBe(200);
    vi.advanceTimersByTime(due - 15);
    expect(call.notifications.map(({ state }) => state)).toEqual(['waiting']);
    vi.advanceTimersByTime(10);
    expect(call.notifications.map(({ state }) => state)).toEqual(['queued']);
    await standIn.close();
  });
});
