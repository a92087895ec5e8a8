import type { RecordingBuilder } from '../../recording/build-recording.js';
import { type RecordedAgent, recordedAgent, tweet, workday } from '../agent-recording.js';

const T1 = '/api/v2/me/tweets/T1';

/**
 * A day with all that makes replay hard: desktops that acknowledge, a supervisor's copies, a transfer, a second tab,
 * references for many at once and of the client's own, equal calls, a publish, and a guest who plays for himself.
 */
export function recordOffice(b: RecordingBuilder): void {
  const [s1, a1, a2, v1] = ['s1', 'a1', 'a2', 'v1'].map((user) => recordedAgent(b, user)) as [
    RecordedAgent,
    RecordedAgent,
    RecordedAgent,
    RecordedAgent,
  ];
  for (const each of [s1, a1]) {
    each.logIn();
    acknowledging(each);
    each.subscribe('/v2/me/tweets', '/v2/me/workbins');
    each.subscribe('/v2/me/calls');
  }
  workday(a2, 12);
  const copy = (to: RecordedAgent, call: number, data: string): void =>
    b.link({ call, notification: to.notice(data), rule: 'copy', copy: true });

  a1.call('/api/v2/me', '{"operationName":"StartContactCenterSession"}', '{"statusCode":0}');
  for (const each of [a1, s1]) each.notice(tweet('Invited'));
  for (const [operation, state, reference] of [
    ['Accept', 'Processing', 45],
    ['Transfer', 'Transferred', 46],
  ] as const) {
    a1.get('/api/v2/me/tweets', `{"before":"${operation}"}`);
    const answer = `{"statusCode":0,"referenceId":${reference}}`;
    const then = [tweet(state, reference), tweet(`${state}Again`, reference)];
    const call = a1.call(T1, `{"operationName":"${operation}"}`, answer, then);
    for (const data of then) copy(s1, call, data);
    if (operation === 'Transfer') copy(a2, call, tweet('Invited', 46));
    a1.get('/api/v2/me/tweets', `{"after":"${operation}"}`);
  }
  s1.call('/api/v2/me/watch', '{"operationName":"Watch"}', '{"statusCode":0}', ['{"watching":1}']);
  a1.call(
    '/api/v2/me/workbins?workbinIds=a,b',
    '{"operationName":"Subscribe"}',
    '{"statusCode":0,"referenceIds":{"a":57,"b":56}}',
    ['{"workbin":"a"}', '{"workbin":"b"}'],
  );
  a1.call(
    '/api/v2/me/outbound-campaigns/x',
    '{"operationName":"GetPreviewRecord","referenceId":"123456789"}',
    '{"statusCode":0}',
    ['{"referenceId":"123456789","outbound":{}}'],
  );
  for (const n of [1, 2, 3]) {
    a1.call(T1, '{"operationName":"SetInFocus"}', `{"statusCode":0,"n":${n}}`, [`{"focus":${n}}`]);
  }
  a1.bayeux(
    [{ id: 'p', channel: '/service/mood', clientId: a1.clientId, data: { mood: 'fine' } }],
    [{ id: 'p', channel: '/service/mood', successful: true }],
  );
  a1.notice('{"mood":"heard"}');

  const first = a2.clientId;
  a2.handshake('second-tab');
  a2.subscribe('/v2/me/tweets');
  for (const clientId of [first, 'second-tab']) {
    b.notification({ session: a2.session, clientId, data: '{"to":"both tabs"}' });
  }
  const call = a2.call(T1, '{"operationName":"Reply"}', '{"statusCode":0,"referenceId":14}');
  for (const clientId of [first, 'second-tab']) {
    const notification = b.notification({
      session: a2.session,
      clientId,
      data: tweet('Replied', 14),
    });
    b.link({ call, notification, copy: clientId !== first });
    b.exchange({
      session: a2.session,
      path: '/api/v2/notifications',
      requestBody: `[{"id":"9","channel":"/meta/connect","clientId":"${clientId}"}]`,
      responseBody: '[{"id":"9","channel":"/meta/connect","successful":true}]',
    });
  }
  workday(v1, 70);
}

function acknowledging(agent: RecordedAgent): void {
  const { clientId } = agent;
  agent.bayeux(
    [{ id: '1', channel: '/meta/handshake', version: '1.0', ext: { ack: true } }],
    [
      {
        id: '1',
        channel: '/meta/handshake',
        successful: true,
        version: '1.0',
        clientId,
        supportedConnectionTypes: ['long-polling'],
        advice: { reconnect: 'retry', interval: 0, timeout: 20000 },
        ext: { ack: true },
      },
    ],
  );
  agent.bayeux(
    [{ id: '2', channel: '/meta/connect', clientId, ext: { ack: 0 }, advice: { timeout: 0 } }],
    [{ id: '2', channel: '/meta/connect', successful: true, ext: { ack: 1 } }],
  );
}
