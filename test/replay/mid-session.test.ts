import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import type { RecordedExchange, Recording } from '../../src/recording/reader.js';
import type { Stage } from '../../src/replay/stage.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, tweet, workday } from './agent-recording.js';
import { cutRecording } from './cut-recording.js';
import { PaperDesktop, play, states, textOf } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();
let cuts = 0;

function cutAt(file: string, from: number): Recording {
  const output = folder.path(`cut-${++cuts}.db`);
  cutRecording(file, from, output);
  return openRecording(output);
}

/** The calls of a session that have an answer, in wire order. */
function callsOf(recording: Recording, session: number): readonly RecordedExchange[] {
  return [...recording.exchanges()].filter(
    (each) => each.kind === 'call' && each.session === session && each.status !== null,
  );
}

const bodyOf = ({ requestBody }: RecordedExchange): string =>
  Buffer.from(requestBody?.content ?? []).toString();

/** A desktop that goes on: it has a cookie from before the recording. */
function fromBefore(stage: Stage, user: string): PaperDesktop {
  const desktop = new PaperDesktop(stage);
  desktop.cookies.set('JSESSIONID', `${user} from before`);
  desktop.handshake();
  desktop.connect();
  desktop.subscribe('/v2/me/*', '/v2/**');
  return desktop;
}

describe('a recording that begins in mid-session', () => {
  it('makes up the log-in that it lacks, once and for good', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.call('/call', '{}', '{"statusCode":0}');
    });
    const stage = play(recording);
    const desktop = new PaperDesktop(stage);
    const answer = desktop.logIn('a1');
    expect(answer).toMatchObject({ status: 200 });
    expect(textOf(answer)).toBe('{"statusCode":0,"user":{"userName":"a1"}}');
    expect(desktop.cookies.get('JSESSIONID')).toMatch(/^[0-9a-f]{32}$/u);
    expect(desktop.text('/api/v2/me?subresources=*')).toBe(textOf(answer));
    expect(desktop.text('/call', '{}')).toBe('{"statusCode":0}');
    expect(stage.report()).toMatchObject({ misses: [], unplayed: [] });
  });

  it('makes up nothing where it has a log-in, nor any call', () => {
    using recording = recordingOf(folder, (b) => workday(recordedAgent(b, 'a1')));
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1');
    expect(desktop.ask('GET', '/api/v2/me?subresources=*')?.status).toBe(404);
    using cut = recordingOf(folder, (b) => void recordedAgent(b, 'a1').call('/call', '{}', '{}'));
    const other = PaperDesktop.ready(play(cut), 'a1');
    const start = '{"operationName":"StartContactCenterSession"}';
    expect(other.ask('POST', '/api/v2/me', start)?.status).toBe(404);
  });

  it('gives what it holds from before any act as soon as the desktop has subscribed', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.notice(tweet('Invited'));
      agent.call('/api/v2/me/tweets/T1', '{"operationName":"Accept"}', '{"statusCode":0}', [
        tweet('Processing'),
      ]);
    });
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1');
    desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited']);
    desktop.operate('Accept');
    desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited', 'Processing']);
    expect(stage.report()).toMatchObject({ misses: [], unplayed: [], undelivered: [] });
  });

  it.each(['complete-tweet', 'everything', 'everything-websocket', 'two-tabs', 'medium-chat'])(
    'plays all that is left, wherever it was cut: %s',
    (name) => {
      const file = new URL(`../../recordings/${name}.db`, import.meta.url).pathname;
      using whole = openRecording(file);
      const last = Math.max(...Array.from(whole.exchangeOutlines(), ({ seq }) => seq));
      for (let part = 1; part < 8; part += 1) {
        using recording = cutAt(file, Math.floor((last * part) / 8));
        for (const together of [false, true]) {
          const stage = play(recording, { together });
          const desktops = recording.sessions().map(({ id, user }) => ({
            desktop: fromBefore(stage, user ?? 'nobody'),
            calls: callsOf(recording, id),
          }));
          const inOrder = desktops
            .flatMap(({ desktop, calls }) => calls.map((call) => ({ desktop, call })))
            .toSorted((a, b) => a.call.seq - b.call.seq);
          for (const { desktop, call } of inOrder) {
            const answer = desktop.ask(call.method, call.path, bodyOf(call));
            expect(answer?.status, `${part} ${call.path} ${bodyOf(call)}`).toBe(call.status);
          }
          for (const { desktop } of desktops) desktop.connect();
          const { unplayed, misses } = stage.report();
          expect({ part, unplayed, misses }).toEqual({ part, unplayed: [], misses: [] });
        }
      }
    },
  );
});

describe('a recording with outages', () => {
  it('plays on after them', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      workday(agent);
      b.gap({ from: 1, to: 2, reason: 'the disk was full' });
      b.exchange({ session: agent.session, path: '/gone', outcome: 'unreachable' });
      agent.call('/after', '{}', '{"statusCode":0}', [tweet('After')]);
    });
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1');
    desktop.notices.length = 0;
    expect(desktop.text('/after', '{}')).toBe('{"statusCode":0}');
    desktop.connect();
    expect(states(desktop.notices)).toContain('After');
  });
});
