import { expect, it } from 'vitest';
import { CommitClock } from '../../../src/capture/thread/commit-clock.js';

it('tells one thread how long the other has been at a commit', () => {
  const memory = CommitClock.memory();
  const [here, there] = [new CommitClock(memory, 1_000), new CommitClock(memory, 1_000)];
  expect(here.lasts(5_000)).toBe(0);
  there.begins(1_000);
  expect(here.lasts(1_000)).toBe(0);
  expect(here.lasts(1_250.7)).toBe(250);
  there.ends();
  expect(here.lasts(9_000)).toBe(0);
});

it('goes on after its numbers have come round', () => {
  const clock = new CommitClock(CommitClock.memory(), 0);
  clock.begins(2 ** 31 - 100);
  expect(clock.lasts(2 ** 31 + 150)).toBe(250);
});
