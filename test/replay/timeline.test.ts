import { expect, it } from 'vitest';
import { type Timeline, timeline } from '../../src/replay/timeline.js';
import { type ManualClock, manualClock } from '../../src/time/manual-clock.js';

interface Told {
  readonly clock: ManualClock;
  readonly time: Timeline;
  readonly log: string[];
  /** Adds a step to a sequence that says its name when it happens. */
  say(
    sequence: ReturnType<Timeline['sequence']>,
    offset: number,
    word: string,
    sure?: boolean,
  ): void;
}

function told(speed: number): Told {
  const clock = manualClock(100);
  const log: string[] = [];
  const time = timeline(clock, speed, () => log.push(`moved at ${clock.now()}`));
  return {
    clock,
    time,
    log,
    say: (sequence, offset, word, sure) =>
      sequence.add(time.at(100, offset), () => log.push(word), sure),
  };
}

it('lets the steps of a sequence happen in order, each not before its time', () => {
  const { clock, time, log, say } = told(1);
  const [one, other] = [time.sequence(), time.sequence()];
  say(one, 20, 'a');
  say(one, 10, 'b, after a');
  say(one, 30, 'c');
  say(other, 15, 'x');
  expect(log).toEqual([]);
  clock.advance(25);
  expect(log).toEqual(['x', 'moved at 115', 'a', 'b, after a', 'moved at 120']);
  clock.advance(25);
  say(one, 5, 'd, at once');
  expect(log.slice(5)).toEqual(['c', 'moved at 130', 'd, at once']);
});

it('waits for nothing at endless speed', () => {
  const { time, log, say } = told(Number.POSITIVE_INFINITY);
  const sequence = time.sequence();
  for (const offset of [1e9, Number.POSITIVE_INFINITY, -5]) say(sequence, offset, `${offset}`);
  expect(log).toEqual(['1000000000', 'Infinity', '-5']);
});

it('takes a step that is added while another happens as the next one', () => {
  const { time, log } = told(Number.POSITIVE_INFINITY);
  const sequence = time.sequence();
  sequence.add(0, () => {
    sequence.add(0, () => log.push('inner'));
    log.push('outer');
  });
  expect(log).toEqual(['outer', 'inner']);
});

it('waits longer than a timer of the machine can', () => {
  const { clock, time, log, say } = told(1);
  say(time.sequence(), 2 ** 33, 'at last');
  clock.advance(2 ** 33 - 1);
  expect(log).not.toContain('at last');
  clock.advance(1);
  expect(log).toContain('at last');
});

it('calls all off when it closes, but for what is sure', () => {
  const { clock, time, log, say } = told(1);
  const sequence = time.sequence();
  say(sequence, 10, 'a');
  say(sequence, 20, 'b', true);
  time.close();
  expect(log).toEqual(['b', 'moved at 100']);
  say(sequence, 30, 'c');
  clock.advance(100);
  expect(log).toHaveLength(2);
});

it('lets all happen at once when asked to, the earliest first, each after those before it', () => {
  const { clock, time, log, say } = told(1);
  const [one, other] = [time.sequence(), time.sequence()];
  say(one, 20, 'a');
  say(one, 10, 'b, after a');
  say(one, 40, 'd');
  say(other, 30, 'c');
  other.add(time.at(100, 50), () => say(time.sequence(), 60, 'f, set free by e'));
  say(one, 55, 'e too');
  time.flush();
  expect(log).toEqual(['a', 'b, after a', 'c', 'd', 'e too', 'f, set free by e', 'moved at 100']);
  clock.advance(1000);
  expect(log).toHaveLength(7);
});

it('says what waits for its time, and when that is over', () => {
  const clock = manualClock();
  let waiting = 0;
  const begin = (): (() => void) => {
    waiting++;
    return () => {
      waiting--;
    };
  };
  const time = timeline(clock, 1, () => {}, begin);
  const [one, other] = [time.sequence(), time.sequence()];
  for (const at of [10, 20]) one.add(at, () => {});
  other.add(30, () => {});
  expect(waiting).toBe(2);
  clock.advance(20);
  expect(waiting).toBe(1);
  other.add(40, () => {});
  time.flush();
  expect(waiting).toBe(0);
  one.add(clock.now() + 5, () => {});
  time.close();
  expect(waiting).toBe(0);
});
