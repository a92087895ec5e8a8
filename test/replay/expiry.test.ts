import { describe, expect, it } from 'vitest';
import type { Recording } from '../../src/recording/reader.js';
import type { StageOptions } from '../../src/replay/stage-options.js';
import { startReplay } from '../../src/replay/start-replay.js';
import type { Clock } from '../../src/time/clock.js';
import { manualClock } from '../../src/time/manual-clock.js';
import { createDesktop } from '../desktops/desktop.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, workday } from './agent-recording.js';
import { PaperDesktop, play, states } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();
const recorded = (): Recording => recordingOf(folder, (b) => workday(recordedAgent(b, 'a1')));

function agentOn(recording: Recording, options: Partial<StageOptions>) {
  const stage = play(recording, options);
  const desktop = PaperDesktop.ready(stage, 'a1');
  desktop.text('/api/v2/me', '{"operationName":"StartContactCenterSession"}');
  return { clock: stage.clock, desktop, stage };
}

describe('a Bayeux session', () => {
  it('is never forgotten, unless it was asked for that sessions expire', () => {
    using recording = recorded();
    const { clock, desktop } = agentOn(recording, {});
    clock.advance(86_400_000);
    expect(desktop.connect()).toMatchObject([{ successful: true }]);
  });

  it('is unknown when it did not connect for as long as was asked for', () => {
    using recording = recorded();
    const { clock, desktop } = agentOn(recording, { expireAfter: 10_000 });
    clock.advance(9_999);
    expect(desktop.connect()).toMatchObject([{ successful: true }]);
    clock.advance(10_000);
    expect(desktop.connect()).toMatchObject([
      {
        successful: false,
        error: '402::session_unknown',
        advice: { reconnect: 'handshake', interval: 0 },
      },
    ]);
    expect(desktop.subscribe('/v2/me/tweets')).toMatchObject([{ successful: false }]);
  });

  it('does not expire while its connect is held', () => {
    using recording = recorded();
    const { clock, desktop } = agentOn(recording, { expireAfter: 100 });
    desktop.connect();
    let answers = 0;
    desktop.poll(() => {
      answers += 1;
    });
    clock.advance(5_000);
    expect(answers).toBe(0);
    expect(desktop.subscribe('/v2/me/calls')).toMatchObject([{ successful: true }]);
  });

  it('gets after its way back what it did not fetch before', () => {
    using recording = recorded();
    const { clock, desktop, stage } = agentOn(recording, { expireAfter: 10_000 });
    desktop.connect();
    desktop.notices.length = 0;
    desktop.text('/api/v2/me/tweets/T1', '{"operationName":"Accept"}');
    clock.advance(10_000);
    expect(desktop.connect()).toMatchObject([{ successful: false }]);
    desktop.handshake();
    desktop.connect();
    desktop.subscribe('/v2/me/*');
    desktop.connect();
    expect(states(desktop.notices)).toEqual(['Processing']);
    expect(stage.report().undelivered).toEqual([]);
  });

  it('gives nothing twice to another tab when it expires', () => {
    using recording = recorded();
    const { clock, desktop } = agentOn(recording, { expireAfter: 10_000 });
    const other = desktop.anotherTab();
    other.handshake();
    desktop.connect();
    other.subscribe('/v2/me/*');
    clock.advance(5_000);
    other.connect();
    other.notices.length = 0;
    desktop.text('/api/v2/me/tweets/T1', '{"operationName":"Accept"}');
    clock.advance(5_000);
    expect(desktop.connect()).toMatchObject([{ successful: false }]);
    desktop.handshake();
    desktop.subscribe('/v2/me/*');
    other.connect();
    expect(states(other.notices)).toEqual(['Processing']);
  });

  it('expires though its connection went while its connect was held', () => {
    using recording = recorded();
    const { clock, desktop } = agentOn(recording, { expireAfter: 100 });
    desktop.connect();
    desktop.poll()?.();
    clock.advance(99);
    expect(desktop.subscribe('/v2/me/calls')).toMatchObject([{ successful: true }]);
    clock.advance(99);
    expect(desktop.subscribe('/v2/me/calls')).toMatchObject([{ successful: true }]);
    clock.advance(100);
    expect(desktop.connect()).toMatchObject([{ successful: false }]);
  });

  it('leaves no timer behind when the stand-in closes', () => {
    using recording = recorded();
    const clock = manualClock();
    let timers = 0;
    const counted: Clock = {
      now: clock.now,
      after(ms, callback) {
        timers += 1;
        const callOff = clock.after(ms, callback);
        return () => {
          timers -= 1;
          callOff();
        };
      },
    };
    const { desktop, stage } = agentOn(recording, { expireAfter: 100, clock: counted });
    desktop.connect();
    desktop.poll();
    PaperDesktop.ready(stage, 'a1');
    expect(timers).toBeGreaterThan(0);
    stage.close();
    expect(timers).toBe(0);
  });

  it.each([
    ['lost', 0, ['Processing']],
    ['come', 9, []],
  ])(
    'gets again, after its way back, what was sent and has %s by its acknowledgement',
    (_, ack, again) => {
      using recording = recordingOf(folder, (b) => workday(recordedAgent(b, 'a1', { ack: true })));
      const stage = play(recording, { expireAfter: 10_000 });
      const desktop = new PaperDesktop(stage);
      desktop.logIn('a1');
      const shake = (): void => {
        const [reply] = desktop.bayeux({ channel: '/meta/handshake', ext: { ack: true } });
        desktop.clientId = (reply as { clientId: string }).clientId;
      };
      const connect = (batch: number): readonly unknown[] =>
        desktop.bayeux({
          channel: '/meta/connect',
          advice: { timeout: 0 },
          ext: { ack: batch },
        });
      shake();
      desktop.subscribe('/v2/me/*');
      desktop.text('/api/v2/me', '{"operationName":"StartContactCenterSession"}');
      connect(0);
      desktop.operate('Accept');
      connect(1);
      desktop.notices.length = 0;
      stage.clock.advance(10_000);
      expect(connect(ack === 0 ? 1 : ack)).toMatchObject([{ successful: false }]);
      shake();
      desktop.subscribe('/v2/me/*');
      connect(0);
      expect(states(desktop.notices)).toEqual(again);
    },
  );

  it.each([
    ['3', '402::Unknown client'],
    ['4', '402::unknown_session'],
    ['5', '402::session_unknown'],
  ] as const)('is told so in the words of CometD %s', (era, error) => {
    using recording = recorded();
    const { clock, desktop } = agentOn(recording, { expireAfter: 1, era });
    clock.advance(1);
    expect(desktop.connect()).toMatchObject([{ error }]);
  });

  it.each(['cometd3', 'cometd5', 'cometd9'] as const)(
    'finds its way back by itself with the official client: %s',
    async (client) => {
      using recording = recorded();
      const clock = manualClock();
      await using standIn = await startReplay(recording, recording.link, {
        listen: { host: '127.0.0.1', port: 0 },
        expireAfter: 1_000,
        clock,
      });
      const desktop = createDesktop({ url: standIn.url, user: 'a1', client });
      const post = (path: string, body: string) => desktop.request('POST', path, { body });
      const until = (state: string): Promise<void> =>
        desktop.until(state, (sights) =>
          sights.some((each) => each.kind === 'notification' && each.data.includes(`"${state}"`)),
        );
      const authorization = `Basic ${Buffer.from('a1:x').toString('base64')}`;
      await desktop.request('GET', '/api/v2/me', { headers: { Authorization: authorization } });
      await desktop.handshake();
      await desktop.subscribe('/v2/me/*');
      await post('/api/v2/me', '{"operationName":"StartContactCenterSession"}');
      await until('Invited');
      // A connect that is held is answered in that time, and the next one comes too late.
      clock.advance(31_001);
      await desktop.until(
        'the second subscription',
        (sights) => sights.filter(({ kind }) => kind === 'subscribe').length === 2,
      );
      await post('/api/v2/me/tweets/T1', '{"operationName":"Accept"}');
      await until('Processing');
      desktop.close();
      expect(standIn.report()).toMatchObject({ misses: [], undelivered: [] });
    },
  );
});
