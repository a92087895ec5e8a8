import { beforeEach, expect, it } from 'vitest';
import { Backlog } from '../../../src/capture/thread/backlog.js';
import { type ManualClock, manualClock } from '../../../src/time/manual-clock.js';

let clock: ManualClock;
let told: string[];
let backlog: Backlog;
/** When the commit began that is under way; null if there is none. */
let committingSince: number | null;

beforeEach(() => {
  clock = manualClock();
  told = [];
  committingSince = 0;
  backlog = new Backlog({
    clock,
    maxHold: 250,
    maxQueue: 1_000,
    committingFor: () => (committingSince === null ? 0 : clock.now() - committingSince),
    onEarly: (count) => told.push(`${count} early`),
    onLate: () => told.push(`late at ${clock.now()}`),
    onPunctual: (from) => told.push(`punctual, late since ${from}`),
  });
});

/** A batch of its own, for which somebody waits. */
function batch(name: string, bytes = 10): void {
  backlog.added(clock.now(), bytes);
  backlog.hold(() => told.push(name));
  backlog.handedOver(bytes);
}

async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await new Promise((resolve) => setImmediate(resolve));
}

it('holds until the commit, in order', () => {
  batch('one');
  batch('two');
  expect(told).toEqual([]);
  backlog.committed(1);
  expect(told).toEqual(['one']);
  backlog.committed(1);
  expect(told).toEqual(['one', 'two']);
});

it('lets all go at once, and holds nobody, while the store does not move', async () => {
  batch('one');
  await pass(100);
  batch('two');
  await pass(149);
  expect(told).toEqual([]);
  await pass(1);
  expect(told).toEqual(['late at 250', '2 early', 'one', 'two']);
  batch('three');
  expect(told.slice(4)).toEqual(['1 early', 'three']);
  await pass(1_000);
  backlog.committed(3);
  expect(told.slice(6)).toEqual(['punctual, late since 0']);
  batch('four');
  expect(told).toHaveLength(7);
});

it('holds each no longer than it may, while the store moves but lags behind', async () => {
  committingSince = null;
  for (const name of ['one', 'two', 'three', 'four']) {
    batch(name);
    await pass(100);
    if (name === 'two') backlog.committed(1);
  }
  expect(told).toEqual(['one', '1 early', 'two']);
  backlog.committed(1);
  await pass(50);
  expect(told.slice(3)).toEqual(['1 early', 'three']);
});

it('is late only once the store is at one commit for too long, not while there is much to do', async () => {
  committingSince = null;
  batch('one');
  await pass(250);
  expect(told).toEqual(['1 early', 'one']);
  committingSince = 350;
  await pass(250);
  expect(told).toHaveLength(2);
  await pass(250);
  expect(told.slice(2)).toEqual(['late at 750']);
  committingSince = null;
  backlog.committed(1);
  expect(told.slice(3)).toEqual(['punctual, late since 0']);
});

it('is late when something is lost, whatever the reason', () => {
  committingSince = null;
  batch('one');
  backlog.lost();
  backlog.lost();
  expect(told).toEqual(['late at 0']);
  backlog.committed(1);
  expect(told.slice(1)).toEqual(['punctual, late since 0', 'one']);
});

it('is late at once when something is lost, until there is room again', async () => {
  batch('one', 900);
  batch('two', 900);
  expect(backlog.overflowing).toBe(true);
  backlog.lost();
  backlog.lost();
  expect(told).toEqual(['late at 0']);
  batch('three', 900);
  backlog.committed(1);
  expect(told).toEqual(['late at 0', 'one']);
  backlog.committed(1);
  expect(told).toEqual(['late at 0', 'one', 'punctual, late since 0', 'two']);
});

it('believes that the store moves if the news of it waits just behind', async () => {
  batch('one');
  setImmediate(() => backlog.committed(1));
  await pass(10_000);
  await pass(10_000);
  expect(told).toEqual(['one']);
});

it('pushes back when half the queue is full, but never while the store does not move', async () => {
  batch('one', 600);
  expect(backlog.full).toBe(true);
  backlog.whenDrained(() => told.push('drained'));
  await pass(250);
  expect(backlog.full).toBe(false);
  expect(told).toEqual(['late at 250', 'drained', '1 early', 'one']);
  batch('two', 500);
  expect(backlog.overflowing).toBe(true);
  backlog.committed(2);
  expect(backlog.overflowing).toBe(false);
});

it('calls back when the queue is no longer half full', () => {
  batch('one', 600);
  backlog.whenDrained(() => told.push('drained'));
  backlog.committed(1);
  expect(told).toEqual(['drained', 'one']);
});

it('lets go at once who waits for nothing', () => {
  backlog.hold(() => told.push('nothing'));
  expect(told).toEqual(['nothing']);
  batch('one');
  backlog.hold(() => told.push('behind'));
  backlog.committed(1);
  expect(told).toEqual(['nothing', 'one', 'behind']);
});

it('lets everybody go in the end', () => {
  batch('one');
  backlog.added(0, 10);
  backlog.hold(() => told.push('two'));
  backlog.end();
  backlog.hold(() => told.push('three'));
  expect(told).toEqual(['one', 'two', 'three']);
});
