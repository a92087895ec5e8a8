import path from 'node:path';
import { expect, it } from 'vitest';
import { defaultRules } from '../../../src/correlate/default-rules.js';
import { completedLinks, linksAnew } from '../../../src/correlate/recorded/completed-links.js';
import { correlationEvents } from '../../../src/correlate/recorded/correlation-events.js';
import type { Link } from '../../../src/recording/exchange.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import { recordingOf, tweet, tweetsCompleted } from '../../report/told-recording.js';

it('tells calls, answers and notifications in wire order', () => {
  const events = [...correlationEvents(tweetsCompleted())];
  expect(events.map((event) => [event.seq, event.type])).toEqual([
    [3, 'call'],
    [4, 'answer'],
    [7, 'notification'],
    [10, 'call'],
    [13, 'notification'],
    [16, 'answer'],
    [17, 'call'],
    [18, 'answer'],
    [21, 'notification'],
    [26, 'notification'],
    [29, 'call'],
    [30, 'answer'],
  ]);
  expect(events[4]).toMatchObject({
    notification: 5,
    session: 1,
    clientId: 'client-1',
    channel: '/v2/me/tweets',
    messageType: 'TwitterStateChangeMessage',
    reference: '44',
    resource: { kind: 'twitter', id: '01QQQG2MU214P05K', state: 'Accepted' },
  });
  expect(events[5]).toMatchObject({ call: 4, status: 200, statusCode: 0, reference: '44' });
});

it('tells no answer of a call that was still open', () => {
  const recording = recordingOf((b) => {
    b.exchange({ path: '/api/v2/me', outcome: 'open' });
  });
  expect([...correlationEvents(recording)].map((event) => event.type)).toEqual(['call']);
});

it('completes the links of an interrupted recording and leaves those of a whole one alone', () => {
  const recording = recordingOf((b) => {
    const session = b.session('ambrose');
    b.exchange({
      session,
      path: '/api/v2/me/tweets/01QQQG2MU214P05K',
      requestBody: '{"operationName":"Complete"}',
      responseBody: '{"statusCode":0,"referenceId":45}',
    });
    b.notification({ session, data: tweet('Completed', 45) });
  });
  expect(completedLinks(recording)).toEqual([]);
  const interrupted = { ...recording, info: { ...recording.info, interrupted: true } };
  expect(completedLinks(interrupted)).toMatchObject([
    { call: 1, notification: 2, rule: 'reference-response', copy: false },
  ]);
});

it('finds in a recording what its recorder found', () => {
  const file = path.join(import.meta.dirname, '../../../recordings/complete-tweet.db');
  using recording = openRecording(file);
  const byNotification = (links: readonly Link[]) =>
    links.toSorted((a, b) => a.notification - b.notification);
  expect(recording.links().length).toBeGreaterThan(0);
  expect(byNotification(linksAnew(recording, defaultRules))).toEqual(
    byNotification(recording.links()),
  );
});
