import { expect, it } from 'vitest';
import { indexLinks } from '../../src/report/link-index.js';
import { describeExchange } from '../../src/report/show-exchange-json.js';
import { describeRecording, writeShowJson } from '../../src/report/show-json.js';
import { BUILT_AT } from '../recording/build-recording.js';
import { recordingOf, tweet, tweetsCompleted } from './told-recording.js';

it('describes a recording as the contract says', () => {
  const recording = recordingOf((b) => {
    const session = b.session('ambrose');
    const call = b.exchange({
      session,
      path: '/api/v2/me/tweets/1?x=1',
      requestHeaders: [
        ['Host', 'a'],
        ['X-Twice', '1'],
        ['X-Twice', '2'],
      ],
      requestBody: '{"operationName":"Complete"}',
      responseBody: '{ "statusCode":0, "referenceId":9007199254740993 }',
    });
    const own = b.notification({ session, data: tweet('Completed') });
    const again = b.notification({ session, data: tweet('Completed'), clientId: 'second tab' });
    b.link({ call, notification: again, copy: true });
    b.link({ call, notification: own });
    b.gap({ from: BUILT_AT + 1.4, to: BUILT_AT + 2.6, reason: 'stalled' });
  });
  expect(describeRecording(recording, recording.links())).toEqual({
    recording: {
      label: 'built',
      target: 'http://gws.test:8080',
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:00.130Z',
      interrupted: false,
      gaps: [
        { from: '2026-01-01T00:00:00.001Z', to: '2026-01-01T00:00:00.003Z', reason: 'stalled' },
      ],
    },
    sessions: [
      {
        id: 1,
        user: 'ambrose',
        transport: 'long-polling',
        startedAt: '2026-01-01T00:00:00.000Z',
        endedAt: '2026-01-01T00:00:00.120Z',
      },
    ],
    calls: [
      {
        id: 1,
        session: 1,
        seq: 1,
        responseSeq: 2,
        startedAt: '2026-01-01T00:00:00.010Z',
        durationMs: 10,
        method: 'POST',
        path: '/api/v2/me/tweets/1?x=1',
        status: 200,
        outcome: 'complete',
        requestHeaders: [
          ['Host', 'a'],
          ['X-Twice', '1'],
          ['X-Twice', '2'],
        ],
        responseHeaders: [['Content-Type', 'application/json']],
        requestBody: '{"operationName":"Complete"}',
        responseBody: '{ "statusCode":0, "referenceId":9007199254740993 }',
        operation: 'Complete',
        referenceId: '9007199254740993',
        notifications: [2],
        copies: [5],
      },
    ],
    notifications: [
      {
        id: 2,
        session: 1,
        seq: 5,
        receivedAt: '2026-01-01T00:00:00.050Z',
        channel: '/v2/me/tweets',
        messageType: 'TwitterStateChangeMessage',
        notificationType: 'StatusChange',
        referenceId: null,
        data: tweet('Completed'),
        call: 1,
        rule: 'reference-response',
        copy: false,
      },
      expect.objectContaining({ id: 5, call: 1, rule: 'reference-response', copy: true }),
    ],
  });
});

it('writes piece by piece what it describes, one row a line', () => {
  const recording = tweetsCompleted();
  const chunks: string[] = [];
  writeShowJson(recording, recording.links(), (chunk) => chunks.push(chunk));
  const described = describeRecording(recording, recording.links());
  expect(JSON.parse(chunks.join(''))).toEqual(described);
  expect(chunks.join('').split('\n').length).toBeGreaterThan(described.calls.length);
});

it('writes an empty recording', () => {
  const recording = recordingOf(() => {});
  let text = '';
  writeShowJson(recording, [], (chunk) => {
    text += chunk;
  });
  expect(JSON.parse(text)).toMatchObject({ sessions: [], calls: [], notifications: [] });
});

it('gives binary bodies as base64, empty ones as empty, absent ones as null, and says what was not stored', () => {
  const recording = recordingOf((b) => {
    b.exchange({ path: '/1', requestBody: Uint8Array.of(0xff, 0x00), responseBody: '' });
    b.exchange({
      path: '/2',
      responseBody: {
        content: null,
        encoded: null,
        encoding: 'x-odd',
        length: 7,
        digest: 'abcd',
        omitted: 'unknown-encoding',
      },
    });
    b.exchange({ path: '/3', requestBody: '\ufefftext', outcome: 'open' });
  });
  const { calls } = describeRecording(recording, []);
  expect(calls.map((call) => [call.requestBody, call.responseBody])).toEqual([
    [{ base64: '/wA=' }, ''],
    [null, { omitted: 'unknown-encoding', length: 7, digest: 'abcd' }],
    ['\ufefftext', null],
  ]);
  expect(calls[2]).toMatchObject({ outcome: 'open', status: null, durationMs: null });
});

it('writes no control character raw, not even those that JSON allows', () => {
  const recording = recordingOf((b) => {
    b.exchange({ path: '/', requestBody: 'a\u009b31m\u007f\u2028\u001b[0m' });
  });
  let text = '';
  writeShowJson(recording, [], (chunk) => {
    text += chunk;
  });
  expect(text).not.toMatch(/[^\P{Cc}\n]|\u2028/u);
  expect(JSON.parse(text).calls[0].requestBody).toBe('a\u009b31m\u007f\u2028\u001b[0m');
});

it('describes one call with its notifications, and one Bayeux exchange with its messages', () => {
  const recording = tweetsCompleted();
  const links = recording.links();
  const whole = describeRecording(recording, links);
  const complete = whole.calls.find((call) => call.id === 6);
  expect(describeExchange(recording, links, 6)).toEqual({
    call: complete,
    notifications: whole.notifications.filter((each) => each.call === 6),
    messages: [],
  });
  expect(describeExchange(recording, links, 3)).toMatchObject({
    exchange: { id: 3, path: '/api/v2/notifications' },
    notifications: [],
    messages: [
      { direction: 'to-server', channel: '/meta/connect' },
      { direction: 'to-desktop', channel: '/v2/me/tweets' },
      { direction: 'to-desktop', channel: '/meta/connect' },
    ],
  });
});

it('keeps the first of two links of one notification', () => {
  const link = { notification: 1, rule: 'resource', evidence: {}, copy: false };
  const index = indexLinks([
    { ...link, call: 1 },
    { ...link, call: 2 },
  ]);
  expect(index.ofNotification(1)?.call).toBe(1);
  expect(index.ofCall(2)).toEqual([]);
});
