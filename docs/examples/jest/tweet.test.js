import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeReplay, replay } from 'cometd-understudy';
import { startDesktop } from '../desktop.js';

const complete = {
  operationName: 'Complete',
  queuePath: '/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d',
  saveLAR: true,
};

let standIn;
let desktop;
beforeEach(async () => {
  // Port 0 picks a free one, so that tests may run side by side.
  const listen = { host: '127.0.0.1', port: 0 };
  standIn = await replay('recordings/complete-tweet.db', { listen });
  desktop = await startDesktop(standIn.url, 'a1');
});
afterEach(async () => {
  await desktop.leave();
  await standIn.close();
  const report = standIn.report();
  if (report.misses.length > 0) throw new Error(describeReplay(report));
});

test('a tweet is completed', async () => {
  await desktop.operate('01QQQG2MU214P05K', { operationName: 'Accept' });
  const answer = await desktop.operate('01QQQG2MU214P05K', complete);
  const notification = await desktop.until('01QQQG2MU214P05K', 'Completed');
  expect(notification.referenceId).toBe(answer.referenceId);
});

test('a tweet that does not exist is refused', async () => {
  const answer = await desktop.operate('01QQQG2MU214ZZZZ', complete);
  expect(answer).toEqual({ statusCode: 6, statusMessage: 'Resource not found' });
});
