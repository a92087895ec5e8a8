import { expect } from 'vitest';
import { inspectorTest } from './inspector-test.js';

inspectorTest('opens a recording, and asks no other server for anything', async ({ open }) => {
  const { page, complaints } = await open(['recordings/complete-tweet.db']);
  await expect.poll(() => page.title()).toBe('complete-tweet.db – Understudy');
  expect(complaints).toEqual([]);
});
