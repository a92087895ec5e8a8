import { standInTest } from 'cometd-understudy/vitest';
import { expect } from 'vitest';
import { startDesktop } from '../desktop.js';

const test = standInTest('recordings/complete-tweet.db', { session: 'a1' });

const complete = {
  operationName: 'Complete',
  queuePath: '/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d',
  saveLAR: true,
};

test('a tweet is completed', async ({ standIn }) => {
  const desktop = await startDesktop(standIn.url, 'a1');
  await desktop.operate('01QQQG2MU214P05K', { operationName: 'Accept' });
  const answer = await desktop.operate('01QQQG2MU214P05K', complete);
  await desktop.until('01QQQG2MU214P05K', 'Completed');
  await expect(standIn).toHaveReceived({
    channel: '/v2/me/tweets',
    referenceId: answer.referenceId,
  });
  expect(standIn).toHaveNoMisses();
  await desktop.leave();
});

test('a tweet that does not exist is refused', async ({ standIn }) => {
  const desktop = await startDesktop(standIn.url, 'a1');
  const answer = await desktop.operate('01QQQG2MU214ZZZZ', complete);
  expect(answer).toEqual({ statusCode: 6, statusMessage: 'Resource not found' });
  expect(standIn).not.toHaveReplayedAll();
  await desktop.leave();
});
