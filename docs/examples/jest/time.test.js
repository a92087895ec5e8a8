import { once } from 'node:events';
import { get } from 'node:http';
import { afterEach, expect, jest, test } from '@jest/globals';
import { replay } from 'cometd-understudy';

const file = 'recordings/complete-tweet.db';
/** The real one, whatever a test fakes. */
const realImmediate = setImmediate;
let standIn;
afterEach(async () => {
  jest.useRealTimers();
  await standIn.close();
});

/** Asks for what was answered after 14 ms when it was recorded; the status of the answer. */
async function ask() {
  const asked = get(`${standIn.url}/api/v2/me?subresources=*`, { agent: false });
  const [response] = await once(asked, 'response');
  response.resume();
  return response.statusCode;
}

test('time stands still until the test moves it, whatever jest fakes', async () => {
  jest.useFakeTimers();
  standIn = await replay(file, { timing: 'manual' });
  expect(await standIn.flush(ask())).toBe(403);
  await standIn.untilIdle();
});

test('recorded time is the time that jest fakes', async () => {
  standIn = await replay(file, { timing: 'recorded' });
  jest.useFakeTimers();
  let status = 0;
  const answer = ask().then((each) => {
    status = each;
  });
  // Node's sockets go on; the answer waits for the fake clock.
  while (jest.getTimerCount() === 0) await new Promise((resolve) => realImmediate(resolve));
  expect(status).toBe(0);
  jest.advanceTimersByTime(1000);
  await answer;
  expect(status).toBe(403);
});
