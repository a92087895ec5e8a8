import path from 'node:path';
import { expect, it } from 'vitest';
import { compareRecordings } from '../../src/diff/compare-recordings.js';
import { openRecording } from '../../src/index.js';
import { root } from '../e2e/command.js';
import { alteredRecording } from './altered-recording.js';
import { sideOf } from './sides.js';

const file = path.join(root, 'recordings/complete-tweet.db');
const options = { explain: () => null, sets: new Set<string>(), showIgnored: false };

it('shows a call with its answer and all that it caused, at whomever, on both sides', () => {
  using recording = openRecording(file);
  // Of the first Complete its own notification never comes.
  const [complete] = [...recording.exchanges()].filter(
    ({ operation, status }) => operation === 'Complete' && status === 200,
  );
  const own = recording
    .links()
    .find(({ call, copy }) => call === complete?.id && !copy)?.notification;
  const silent = alteredRecording(recording, {
    data: ({ id }) => (id === own ? undefined : null),
  });
  const result = compareRecordings(sideOf(recording), sideOf(silent), {
    ...options,
    timelines: true,
  });
  const [difference] = result.differences;
  expect(difference).toMatchObject({ kind: 'notification-missing', user: 'a2' });
  expect(difference?.subject).toMatchObject({
    baseline: { exchange: complete?.id, message: own },
    candidate: { exchange: complete?.id, message: null },
  });
  const timelines = difference && result.timelines.get(difference.subject);
  const brief = (events = timelines?.baseline) =>
    events?.map(({ kind, user, text }) => [kind, user, text].join(' '));
  const request = 'request a2 POST /api/v2/me/tweets/01QQQG2MU214P06A Complete';
  const told = (user: string): string =>
    `notification ${user} TwitterStateChangeMessage StatusChange Completed`;
  expect(brief()).toEqual([request, 'answer a2 200', told('a2'), told('s1')]);
  // Without the first delivery nobody knows what the supervisor's is a copy of.
  expect(brief(timelines?.candidate)).toEqual([request, 'answer a2 200']);
});

it('costs nothing where nobody asks for it', () => {
  using recording = openRecording(file);
  const other = alteredRecording(recording, {
    answer: ({ operation }) => (operation === 'Accept' ? { status: 500 } : null),
  });
  const result = compareRecordings(sideOf(recording), sideOf(other), options);
  expect(result.differences).toHaveLength(4);
  expect(result.timelines.size).toBe(0);
});
