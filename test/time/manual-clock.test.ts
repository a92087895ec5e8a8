import { expect, it } from 'vitest';
import { manualClock } from '../../src/time/manual-clock.js';

it('lets what is due happen in order, each at its time, and equals as they were set', () => {
  const clock = manualClock(100);
  const log: string[] = [];
  const say = (ms: number, word: string): (() => void) =>
    clock.after(ms, () => log.push(`${word} at ${clock.now()}`));
  say(30, 'c');
  say(10, 'a');
  say(20, 'b1');
  say(20, 'b2');
  say(-5, 'now');
  say(40, 'later');
  clock.advance(30);
  expect(log).toEqual(['now at 100', 'a at 110', 'b1 at 120', 'b2 at 120', 'c at 130']);
  expect(clock.now()).toBe(130);
});

it('forgets what was called off, once only, and takes what is added while it moves', () => {
  const clock = manualClock();
  const log: number[] = [];
  const callOffs = [5, 5, 5].map((ms, index) => clock.after(ms, () => log.push(index)));
  callOffs[1]?.();
  callOffs[1]?.();
  clock.after(1, () => {
    clock.after(2, () => log.push(clock.now()));
    clock.after(100, () => log.push(clock.now()));
  });
  clock.advance(50);
  expect(log).toEqual([3, 0, 2]);
  callOffs[0]?.();
  clock.advance(51);
  expect(log).toEqual([3, 0, 2, 101]);
});
