import { describe, expect, it } from 'vitest';
import { mergedRules } from '../../src/rules/load-rules.js';
import { gwsRules, type Rules } from '../../src/rules/rules.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, tweet, workday } from './agent-recording.js';
import { PaperDesktop, play, states } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();

function rulesOf(content: object): Rules {
  return mergedRules(gwsRules, content);
}

function stageFor(rules: Rules, more: Parameters<typeof play>[1] = {}) {
  const recording = recordingOf(folder, (b) => workday(recordedAgent(b, 'a1')));
  return play(recording, { rules, ...more });
}

describe('rules about matching', () => {
  it('let a desktop work on a tweet of another id, and tell it of the recorded one', () => {
    const stage = stageFor(rulesOf({ match: { paths: ['me/tweets/{id}'] } }));
    const desktop = PaperDesktop.ready(stage, 'a1');
    const call = (operation: string, more: object = {}): string =>
      desktop.text('/api/v2/me/tweets/T9', JSON.stringify({ operationName: operation, ...more }));
    expect(call('Accept')).toBe('{"statusCode":0,"referenceId":45}');
    expect(call('Complete', { queuePath: '/contacts/1' })).toBe(
      '{"statusCode":0,"referenceId":46}',
    );
    desktop.connect();
    expect(states(desktop.notices)).toEqual(['Processing', 'Completed']);
    expect(desktop.notices.at(-1)).toContain('"id":"T1"');
    expect(stage.report().misses).toEqual([]);
  });

  it('tell nothing of what they ignore in a near miss, and of secrets only that they are there', () => {
    const stage = stageFor(
      rulesOf({ match: { ignore: { body: ['/at'] } }, redact: { names: ['customer'] } }),
    );
    const desktop = PaperDesktop.ready(stage, 'a1');
    desktop.operate('Accept', { at: 1 });
    desktop.operate('Complete', { queuePath: '/contacts/2', at: 2, customer: 'Ada' });
    const { misses } = stage.report();
    expect(misses).toHaveLength(1);
    expect(misses[0]?.nearest[0]?.differences).toEqual([
      { path: 'body/queuePath', asked: '/contacts/2', recorded: '/contacts/1' },
      { path: 'body/customer', asked: '~' },
    ]);
    expect(JSON.stringify(misses)).not.toContain('Ada');
  });

  it('leave the references that a client supplies as its own, ignored or not', () => {
    const recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.subscribe('/v2/me/tweets');
      agent.call(
        '/api/v2/me/campaigns/c',
        '{"operationName":"GetPreviewRecord","referenceId":"123"}',
        '{"statusCode":0,"referenceId":"123"}',
        [tweet('Previewed').replace('"twitter"', '"referenceId":"123","twitter"')],
      );
    });
    const stage = play(recording, {
      rules: rulesOf({ match: { ignore: { body: ['/**/referenceId'] } } }),
    });
    const desktop = PaperDesktop.ready(stage, 'a1');
    const body = '{"operationName":"GetPreviewRecord","referenceId":"live"}';
    expect(desktop.text('/api/v2/me/campaigns/c', body)).toBe(
      '{"statusCode":0,"referenceId":"live"}',
    );
    desktop.connect();
    expect(desktop.notices[0]).toContain('"referenceId":"live"');
  });
});

describe('a call that is made more often than it was recorded', () => {
  const again = (desktop: PaperDesktop): string => {
    const answer = desktop.operate('Complete', { queuePath: '/contacts/1' });
    desktop.connect();
    return answer;
  };

  it('is a miss, unless told otherwise', () => {
    const stage = stageFor(gwsRules);
    const desktop = PaperDesktop.ready(stage, 'a1');
    again(desktop);
    expect(again(desktop)).toContain('"recorded":"given already"');
    expect(states(desktop.notices)).toEqual(['Completed']);
  });

  it('gets its last answer and what it caused again, the same bytes each time', () => {
    const stage = stageFor(gwsRules, { repeat: 'last' });
    const desktop = PaperDesktop.ready(stage, 'a1');
    desktop.operate('Accept');
    desktop.connect();
    const answers = [again(desktop), again(desktop), again(desktop)];
    expect(new Set(answers)).toEqual(new Set(['{"statusCode":0,"referenceId":46}']));
    expect(states(desktop.notices)).toEqual(['Processing', 'Completed', 'Completed', 'Completed']);
    const texts = desktop.notices.slice(1).map((each) => /"data":(.*)/u.exec(each)?.[1]);
    expect(new Set(texts).size).toBe(1);
    expect(desktop.text('/api/v2/me/tweets')).toBe('{"tweets":[]}');
    expect(stage.report()).toMatchObject({ misses: [], undelivered: [] });
  });

  it('gets the n-th answer first, as long as there is one', () => {
    const recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.call('/x', '{}', 'one');
      agent.call('/x', '{}', 'two');
    });
    const stage = play(recording, { repeat: 'last' });
    const desktop = new PaperDesktop(stage);
    desktop.logIn('a1');
    expect([1, 2, 3, 4].map(() => desktop.text('/x', '{}'))).toEqual(['one', 'two', 'two', 'two']);
    expect(desktop.text('/x', '{"other":1}')).toContain('"miss":1');
  });

  it('still gets all that it caused after ten thousand times', () => {
    const stage = stageFor(gwsRules, { repeat: 'last' });
    const desktop = PaperDesktop.ready(stage, 'a1');
    for (let n = 0; n < 10_500; n++) {
      desktop.operate('Complete', { queuePath: '/contacts/1' });
      if (n % 500 === 0) desktop.connect();
    }
    desktop.connect();
    expect(desktop.notices).toHaveLength(10_500);
    expect(stage.report().undelivered).toEqual([]);
  });

  it('repeats a publish as well', () => {
    const recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.subscribe('/v2/me/tweets');
      agent.bayeux(
        [{ id: '9', channel: '/chat', clientId: agent.clientId, data: { text: 'hi' } }],
        [{ id: '9', channel: '/chat', successful: true }],
      );
      agent.notice(tweet('Heard'));
    });
    const say = (repeat: 'last' | 'miss'): readonly string[] => {
      const stage = play(recording, { repeat });
      const desktop = PaperDesktop.ready(stage, 'a1');
      for (let n = 0; n < 2; n++) desktop.bayeux({ channel: '/chat', data: { text: 'hi' } });
      desktop.connect();
      return [...states(desktop.notices), `${stage.report().misses.length} missed`];
    };
    expect(say('miss')).toEqual(['Heard', '1 missed']);
    expect(say('last')).toEqual(['Heard', 'Heard', '0 missed']);
  });
});

it('answers a miss with 500 where it is an error', () => {
  const stage = stageFor(gwsRules, { onMiss: 'error' });
  const desktop = PaperDesktop.ready(stage, 'a1');
  const answer = desktop.ask('POST', '/api/v2/nowhere', '{}');
  expect(answer?.status).toBe(500);
  expect(answer?.headers).toContainEqual(['Understudy-Miss', '1']);
  expect(JSON.parse(String(answer?.body))).toEqual(stage.report().misses[0]);
});
