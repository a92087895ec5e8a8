import { expect, it } from 'vitest';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { PaperDesktop, play, textOf } from '../play.js';
import { recordingOf } from '../recording-of.js';

const folder = temporaryFolder();
const endpoint = '/api/v2/notifications';

/** What a desktop that has subscribed is answered to a batch; ID stands for its clientId. */
function answerTo(batch: string): string {
  using recording = recordingOf(folder, (b) => workday(recordedAgent(b, 'a1')));
  const desktop = PaperDesktop.ready(play(recording), 'a1');
  const answer = desktop.ask('POST', endpoint, batch.replaceAll('ID', desktop.clientId));
  return `${answer?.status} ${textOf(answer)}`.replaceAll(desktop.clientId, 'ID');
}

it.each([
  ['no channel', '[{"id":"1","clientId":"ID"}]', '400 '],
  ['a channel that is no text', '[{"id":"1","channel":7,"clientId":"ID"}]', '400 '],
  ['an unknown meta channel', '[{"channel":"/meta/x","clientId":"ID"}]', '400'],
  ['no clientId', '[{"channel":"/meta/subscribe","subscription":"/a"}]', '402::session_unknown'],
  ['a foreign clientId', '[{"channel":"/meta/connect","clientId":"x"}]', '402::session_unknown'],
  ['a clientId that is no text', '[{"channel":"/meta/connect","clientId":{}}]', '402::'],
  ['no subscription', '[{"channel":"/meta/subscribe","clientId":"ID"}]', 'subscription_missing'],
  [
    'an empty list of subscriptions',
    '[{"channel":"/meta/subscribe","clientId":"ID","subscription":[]}]',
    'subscription_missing',
  ],
  [
    'a subscription to the protocol itself',
    '[{"channel":"/meta/subscribe","clientId":"ID","subscription":"/meta/connect"}]',
    'subscription_invalid',
  ],
  [
    'a subscription that is no channel',
    '[{"channel":"/meta/subscribe","clientId":"ID","subscription":"a"}]',
    'subscription_invalid',
  ],
  [
    'many subscriptions at once',
    '[{"channel":"/meta/subscribe","clientId":"ID","subscription":["/a","/b/*","/c/**"]}]',
    '"successful":true',
  ],
  [
    'an unsubscription from what it has not',
    '[{"channel":"/meta/unsubscribe","clientId":"ID","subscription":"/nowhere"}]',
    '"successful":true',
  ],
  ['a publish without id', '[{"channel":"/x","clientId":"ID","data":1}]', '"successful":true'],
  ['a publish without data', '[{"channel":"/x","clientId":"ID"}]', '"successful":true'],
  [
    'one message without a list',
    '{"channel":"/meta/connect","clientId":"ID","advice":{"timeout":0}}',
    '"successful":true',
  ],
  ['an id that is a number', '[{"id":7,"channel":"/x","clientId":"ID"}]', '"id":7'],
  ['broken JSON', '[{"channel":"/meta/connect"', '400 '],
  ['an empty list', '[]', '400 '],
  [
    'advice of another kind',
    '[{"channel":"/meta/connect","clientId":"ID","advice":[1],"ext":5},{"channel":"/x","clientId":"ID"}]',
    '"successful":true',
  ],
])('answers as servers do to %s', (_, batch, expected) => {
  expect(answerTo(batch)).toContain(expected);
});

it('advises a connect that is held while its desktop says good-bye not to come again', () => {
  using recording = recordingOf(folder, (b) => workday(recordedAgent(b, 'a1')));
  const desktop = PaperDesktop.ready(play(recording), 'a1');
  const answers: string[] = [];
  desktop.poll((answer) => answers.push(textOf(answer)));
  expect(answers).toEqual([]);
  desktop.bayeux({ channel: '/meta/disconnect' });
  expect(answers).toEqual([expect.stringContaining('"reconnect":"none"')]);
});

it.each([
  ['its desktop said good-bye', { reconnect: 'none', interval: 0, timeout: 20000 }],
  ['another tab had one', { 'multiple-clients': true, reconnect: 'retry', interval: 2000 }],
])('lets a connect go on, though the one recorded was turned away since %s', (_, advice) => {
  using recording = recordingOf(folder, (b) => {
    const agent = recordedAgent(b, 'a1');
    agent.logIn();
    agent.handshake();
    agent.subscribe('/v2/me/*');
    const connect = { id: '9', channel: '/meta/connect' };
    agent.bayeux(
      [{ ...connect, clientId: agent.clientId }],
      [{ ...connect, successful: true, advice }],
    );
  });
  const stage = play(recording);
  const desktop = PaperDesktop.ready(stage, 'a1');
  const answers: string[] = [];
  desktop.poll((answer) => answers.push(textOf(answer)));
  stage.clock.advance(30_000);
  expect(answers).toHaveLength(1);
  expect(answers[0]).toContain('"successful":true');
  expect(answers[0]).not.toMatch(/none|multiple-clients/u);
});
