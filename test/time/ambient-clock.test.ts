import { afterEach, expect, it, vi } from 'vitest';
import { ambientClock } from '../../src/time/ambient-clock.js';

afterEach(() => {
  vi.useRealTimers();
});

it('is moved by fake timers, whether they were there before it or came later', () => {
  for (const before of [true, false]) {
    if (before) vi.useFakeTimers();
    const clock = ambientClock();
    if (!before) vi.useFakeTimers();
    const start = clock.now();
    const log: number[] = [];
    clock.after(1000, () => log.push(clock.now() - start));
    const callOff = clock.after(1000, () => log.push(-1));
    callOff();
    vi.advanceTimersByTime(999);
    expect(log).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(log).toHaveLength(1);
    expect(log[0]).toBeGreaterThanOrEqual(1000);
    vi.useRealTimers();
  }
});

it.each([['setTimeout'], ['performance']] as const)(
  'counts the time of a timer that went off as passed, if only %s is fake',
  async (name) => {
    vi.useFakeTimers({ toFake: [name] });
    const clock = ambientClock();
    const start = clock.now();
    const passed = new Promise<number>((resolve) => {
      clock.after(50, () => resolve(clock.now() - start));
    });
    vi.advanceTimersByTime(50);
    expect(await passed).toBeGreaterThanOrEqual(50);
  },
);

it('never goes back when fake timers come or go', () => {
  const clock = ambientClock();
  const readings = [clock.now()];
  vi.useFakeTimers();
  readings.push(clock.now());
  vi.advanceTimersByTime(500);
  readings.push(clock.now());
  vi.useRealTimers();
  readings.push(clock.now());
  expect(readings.toSorted((a, b) => a - b)).toEqual(readings);
  expect((readings[2] ?? 0) - (readings[1] ?? 0)).toBeGreaterThanOrEqual(500);
});
