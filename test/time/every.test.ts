import { expect, it } from 'vitest';
import { every } from '../../src/time/every.js';
import { manualClock } from '../../src/time/manual-clock.js';

it('calls back at each interval until it is called off', () => {
  const clock = manualClock(1_000);
  const at: number[] = [];
  const stop = every(clock, 60, () => at.push(clock.now()));
  clock.advance(180);
  stop();
  clock.advance(1_000);
  expect(at).toEqual([1_060, 1_120, 1_180]);
});

it('can be called off from within', () => {
  const clock = manualClock();
  let calls = 0;
  const stop = every(clock, 10, () => {
    calls += 1;
    stop();
  });
  clock.advance(100);
  expect(calls).toBe(1);
});

it('leaves out what was missed, and keeps to its times', () => {
  const at: number[] = [];
  let now = 0;
  const timers: { due: number; callback: () => void }[] = [];
  const clock = {
    now: () => now,
    after(ms: number, callback: () => void) {
      timers.push({ due: now + ms, callback });
      return () => {};
    },
  };
  every(clock, 10, () => at.push(now));
  const fire = (late: number): void => {
    const timer = timers.pop();
    now = (timer?.due ?? 0) + late;
    timer?.callback();
  };
  fire(3);
  fire(25);
  fire(0);
  expect(at).toEqual([13, 45, 50]);
});
