import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { type RecordedAgent, recordedAgent } from './agent-recording.js';
import { PaperDesktop, play } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();

/** An agent and a supervisor, who is there first; both are subscribed. */
function staff(b: RecordingBuilder): { readonly a1: RecordedAgent; readonly s1: RecordedAgent } {
  const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
  for (const each of [s1, a1]) {
    each.logIn();
    each.handshake();
    each.subscribe('/v2/me/tweets');
  }
  return { a1, s1 };
}

/** A call of the agent, of which the supervisor gets a copy. */
function watched(b: RecordingBuilder, { a1, s1 }: ReturnType<typeof staff>, path: string): number {
  const call = a1.call(path, '{}', '{"statusCode":0}', [`{"n":"${path}"}`]);
  copyFor(b, s1, call, `{"n":"${path}"}`);
  return call;
}

function copyFor(b: RecordingBuilder, s1: RecordedAgent, call: number, data: string): number {
  const notification = s1.notice(data);
  b.link({ call, notification, rule: 'copy', copy: true });
  return notification;
}

function office(b: RecordingBuilder): void {
  const people = staff(b);
  for (const path of ['/one', '/two']) watched(b, people, path);
}

/** What `data` says in each notification that came. */
function news(desktop: PaperDesktop): readonly string[] {
  desktop.connect();
  return desktop.notices.splice(0).map((each) => /"n":"([^"]*)"/.exec(each)?.[1] ?? each);
}

describe('desktops that play alone', () => {
  it('get what others caused by their own acts', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    expect(news(PaperDesktop.ready(stage, 's1'))).toEqual(['/one', '/two']);
    const agent = PaperDesktop.ready(stage, 'a1');
    agent.text('/one', '{}');
    expect(news(agent)).toEqual(['/one']);
    expect(stage.report().undelivered).toEqual([]);
  });
});

describe('desktops that play together', () => {
  it('get what others caused when these make the call, before they have its answer', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording, { together: true });
    const supervisor = PaperDesktop.ready(stage, 's1');
    const agent = PaperDesktop.ready(stage, 'a1');
    expect(news(supervisor)).toEqual([]);
    const order: string[] = [];
    supervisor.poll(() => order.push('copy'));
    agent.send('POST', '/one', '{}', {}, () => order.push('answer'));
    expect(order).toEqual(['copy', 'answer']);
    expect(news(supervisor)).toEqual(['/one']);
    agent.text('/two', '{}');
    expect(news(supervisor)).toEqual(['/two']);
    expect(news(agent)).toEqual(['/one', '/two']);
    expect(stage.report()).toMatchObject({ misses: [], undelivered: [] });
  });

  it('get what others caused before they came as soon as they have done their own part', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording, { together: true });
    const agent = PaperDesktop.ready(stage, 'a1');
    for (const path of ['/two', '/one']) agent.text(path, '{}');
    expect(news(PaperDesktop.ready(stage, 's1'))).toEqual(['/one', '/two']);
  });

  it('are told in the report what never came because another did not act', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording, { together: true });
    PaperDesktop.ready(stage, 's1');
    PaperDesktop.ready(stage, 'a1').text('/one', '{}');
    const { unplayed, undelivered } = stage.report();
    expect(undelivered.map(({ reason }) => reason)).toEqual([
      'queued, but the desktop did not fetch it',
      `call ${unplayed[0]?.call} of session 2, which caused it, was not made`,
      'queued, but the desktop did not fetch it',
    ]);
  });

  it('belong together by the number of their copy', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording, { together: true });
    const supervisors = [1, 2].map(() => PaperDesktop.ready(stage, 's1'));
    const agents = [1, 2].map(() => PaperDesktop.ready(stage, 'a1'));
    agents[1]?.text('/one', '{}');
    expect(supervisors.map(news)).toEqual([[], ['/one']]);
    agents[0]?.text('/two', '{}');
    expect(supervisors.map(news)).toEqual([['/two'], []]);
    // The third agent is there before the third supervisor.
    PaperDesktop.ready(stage, 'a1').text('/one', '{}');
    expect(news(PaperDesktop.ready(stage, 's1'))).toEqual(['/one']);
  });

  it('get all that one call caused in recorded order, though their own acts come in another', () => {
    using recording = recordingOf(folder, (b) => {
      const people = staff(b);
      const call = watched(b, people, '/one');
      people.s1.call('/mine', '{}', '{}');
      copyFor(b, people.s1, call, '{"n":"second"}');
      people.s1.call('/also-mine', '{}', '{}');
      copyFor(b, people.s1, call, '{"n":"third"}');
    });
    const stage = play(recording, { together: true });
    const supervisor = PaperDesktop.ready(stage, 's1');
    PaperDesktop.ready(stage, 'a1').text('/one', '{}');
    expect(news(supervisor)).toEqual(['/one']);
    supervisor.text('/also-mine', '{}');
    expect(news(supervisor)).toEqual([]);
    expect(stage.report().undelivered.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^another notification of call \d+ comes first, and still waits$/),
    );
    supervisor.text('/mine', '{}');
    expect(news(supervisor)).toEqual(['second', 'third']);
  });

  it("read in a copy the reference that the caller's client supplied", () => {
    using recording = recordingOf(folder, (b) => {
      const { a1, s1 } = staff(b);
      const call = a1.call('/get', '{"referenceId":"r1"}', '{"statusCode":0}');
      copyFor(b, s1, call, '{"referenceId":"r1"}');
    });
    const stage = play(recording, { together: true });
    const supervisor = PaperDesktop.ready(stage, 's1');
    PaperDesktop.ready(stage, 'a1').text('/get', '{"referenceId":"live"}');
    expect(news(supervisor)).toEqual(['{"channel":"/v2/me/tweets","data":{"referenceId":"live"}}']);
  });

  it('get the same of each call, in the same order, whoever acts first', () => {
    using recording = recordingOf(folder, (b) => {
      const people = staff(b);
      for (const path of ['/one', '/two']) {
        const call = watched(b, people, path);
        people.s1.call(`/mine${path}`, '{}', '{}');
        copyFor(b, people.s1, call, `{"n":"${path} again"}`);
        copyFor(b, people.s1, call, `{"n":"${path} at last"}`);
      }
    });
    const calls = ['a1 /one', 'a1 /two', 's1 /mine/one', 's1 /mine/two'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(calls, { minLength: 4 }),
        fc.infiniteStream(fc.boolean()),
        (order, polls) => {
          const stage = play(recording, { together: true });
          const [s1, a1] = ['s1', 'a1'].map((user) => PaperDesktop.ready(stage, user));
          const seen: string[] = [];
          for (const each of order) {
            const [user, path = ''] = each.split(' ');
            (user === 's1' ? s1 : a1)?.text(path, '{}');
            if (s1 && polls.next().value) seen.push(...news(s1));
          }
          if (s1) seen.push(...news(s1));
          for (const path of ['/one', '/two']) {
            const ofCall = seen.filter((each) => each.startsWith(path));
            expect(ofCall).toEqual([path, `${path} again`, `${path} at last`]);
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });
});
