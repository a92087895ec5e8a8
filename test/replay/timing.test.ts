import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { speedOf } from '../../src/replay/timing.js';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent } from './agent-recording.js';
import { PaperDesktop, play } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();
const endpoint = '/api/v2/notifications';

/** A built recording goes on by 10 ms with everything that passes. */
function slowDay(b: RecordingBuilder): void {
  const agent = recordedAgent(b, 'a1');
  const connect = { id: '2', channel: '/meta/connect', clientId: agent.clientId };
  const event = (n: number) => ({ channel: '/v2/me/tweets', data: { n } });
  agent.logIn();
  agent.handshake();
  agent.subscribe('/v2/me/tweets');
  let early = 0;
  const call = b.exchange({
    session: agent.session,
    path: '/slow',
    requestHeaders: [['Cookie', 'JSESSIONID=x']],
    requestBody: '{}',
    during: () => {
      const exchange = b.exchange({
        session: agent.session,
        path: endpoint,
        requestBody: JSON.stringify([connect]),
        responseBody: JSON.stringify([event(1), { ...connect, successful: true }]),
      });
      early = b.messagesOf(exchange)[1] ?? 0;
    },
    responseBody: '{"statusCode":0}',
  });
  b.link({ call, notification: early });
  b.link({ call, notification: agent.notice('{"n":2}') });
  b.link({ call, notification: agent.notice('{"n":3}') });
}

/** Plays the slow call; what comes when, by the milliseconds since. */
function played(speed?: number): readonly string[] {
  using recording = recordingOf(folder, slowDay);
  const stage = play(recording, speed === undefined ? {} : { speed });
  const { clock } = stage;
  const desktop = new PaperDesktop(stage);
  desktop.cookies.set('JSESSIONID', 'anything');
  desktop.handshake();
  desktop.connect();
  desktop.subscribe('/v2/me/*');
  const start = clock.now();
  const log: string[] = [];
  const poll = (): void => {
    desktop.poll(() => {
      for (const notice of desktop.notices.splice(0)) {
        log.push(`${clock.now() - start} ${/"n":\d/.exec(notice)?.[0]}`);
      }
      poll();
    });
  };
  poll();
  desktop.send('POST', '/slow', '{}', {}, () => log.push(`${clock.now() - start} answer`));
  clock.advance(1000);
  return log;
}

describe('the time of a replay', () => {
  it('is no matter by default: everything at once, the answer last', () => {
    expect(played().map((each) => each.replace(/^0 /, ''))).toEqual([
      '"n":1',
      '"n":2',
      '"n":3',
      'answer',
    ]);
  });

  it('is that of the recording if asked for, the answer at its place', () => {
    expect(played(1)).toEqual(['30 "n":1', '60 answer', '90 "n":2', '140 "n":3']);
  });

  it('runs so many times as fast as the recording', () => {
    expect(played(2)).toEqual(['15 "n":1', '30 answer', '45 "n":2', '70 "n":3']);
    expect(played(0.5)).toEqual(['60 "n":1', '120 answer', '180 "n":2', '280 "n":3']);
  });

  it('delays answers to safe requests, too', () => {
    using recording = recordingOf(folder, slowDay);
    const stage = play(recording, { speed: 1 });
    const desktop = new PaperDesktop(stage);
    const answers: number[] = [];
    desktop.send('GET', '/api/v2/me', null, {}, ({ status }) => answers.push(status));
    stage.clock.advance(9);
    expect(answers).toEqual([]);
    stage.clock.advance(1);
    expect(answers).toEqual([403]);
  });

  it('ends when the stand-in closes: answers go out, notifications do not', () => {
    using recording = recordingOf(folder, slowDay);
    const stage = play(recording, { speed: 1 });
    const desktop = new PaperDesktop(stage);
    desktop.cookies.set('JSESSIONID', 'anything');
    const answers: number[] = [];
    desktop.send('POST', '/slow', '{}', {}, ({ status }) => answers.push(status));
    expect(answers).toEqual([]);
    stage.close();
    expect(answers).toEqual([200]);
    expect(stage.report().undelivered.map(({ reason }) => reason)).toEqual(
      Array(3).fill('its time had not come'),
    );
    stage.clock.advance(1000);
    expect(answers).toEqual([200]);
  });

  it('of a copy counts from the call of the other desktop', () => {
    using recording = recordingOf(folder, (b) => {
      const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
      for (const each of [s1, a1]) {
        each.logIn();
        each.handshake();
        each.subscribe('/v2/me/tweets');
      }
      const call = a1.call('/x', '{}', '{}');
      b.link({ call, notification: s1.notice('{"n":1}'), copy: true });
    });
    const stage = play(recording, { speed: 1, together: true });
    const ready = (user: string): PaperDesktop => {
      const desktop = new PaperDesktop(stage);
      desktop.logIn(user);
      stage.clock.advance(10);
      desktop.handshake();
      desktop.connect();
      desktop.subscribe('/v2/me/*');
      return desktop;
    };
    const [supervisor, agent] = [ready('s1'), ready('a1')];
    stage.clock.advance(10_000);
    supervisor.connect();
    expect(supervisor.notices).toEqual([]);
    agent.text('/x', '{}');
    stage.clock.advance(39);
    supervisor.connect();
    expect(supervisor.notices).toEqual([]);
    stage.clock.advance(1);
    supervisor.connect();
    expect(supervisor.notices).toHaveLength(1);
  });

  it('lets no copy overtake what came before it by an act of its own desktop', () => {
    using recording = recordingOf(folder, (b) => {
      const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
      for (const each of [a1, s1]) {
        each.logIn();
        each.handshake();
        each.subscribe('/v2/me/tweets');
      }
      s1.notice('{"n":1}');
      const call = a1.call('/x', '{}', '{}');
      b.link({ call, notification: s1.notice('{"n":2}'), copy: true });
    });
    const stage = play(recording, { speed: 0.001, together: true });
    const [agent, supervisor] = ['a1', 's1'].map((user) => {
      const desktop = new PaperDesktop(stage);
      desktop.logIn(user);
      stage.clock.advance(100_000);
      desktop.handshake();
      desktop.subscribe('/v2/me/*');
      return desktop;
    });
    agent?.text('/x', '{}');
    stage.clock.advance(10_000_000);
    supervisor?.connect();
    expect(supervisor?.notices.map((each) => /"n":\d/.exec(each)?.[0])).toEqual(['"n":1', '"n":2']);
  });

  it('is given by one of two words, or by a number above 0', () => {
    expect(['instant', 'recorded', 0.5].map((each) => speedOf(each as number))).toEqual([
      Number.POSITIVE_INFINITY,
      1,
      0.5,
    ]);
    for (const each of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => speedOf(each)).toThrow(UsageError);
    }
  });
});
