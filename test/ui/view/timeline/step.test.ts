import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../src/ui/protocol/row.js';
import { RowBook } from '../../../../src/ui/view/row-book.js';
import {
  callOf,
  stepAmongAnswers,
  stepInLane,
  stepToLane,
  stepToNotable,
} from '../../../../src/ui/view/timeline/step.js';
import { call, notification, row } from '../rows.js';
import { indexOf, litBy, stackOf } from './transcript.js';

const rows: readonly Row[] = [
  call(1, { at: 10, answers: 2 }),
  row('bayeux', 2, { at: 10, end: 500 }),
  notification(3, { at: 30, call: 1 }),
  notification(4, { at: 30, call: 1 }),
  call(5, { at: 40, status: 500 }),
  notification(6, { at: 50, call: 1, copy: true, session: 3 }),
  notification(7, { at: 60, session: 3 }),
];
const index = indexOf(...rows);
index.addSessions([2]);
const book = new RowBook();
book.add(rows);
const [first] = index.lanes;

function walk(from: string, forward: boolean, found: ReadonlySet<string> | null = null): string[] {
  const keys = [from];
  for (;;) {
    const item = index.find(keys.at(-1) as string);
    if (item === undefined || first === undefined) return keys;
    const next = stepInLane(first, { at: item.at, seq: item.row.seq }, forward, litBy(found));
    if (next === undefined) return keys;
    keys.push(next.key);
  }
}

describe('stepping by keyboard', () => {
  it('visits each event of a lane once in the order of time, over all tracks, and back', () => {
    expect(walk('e1', true)).toEqual(['e1', 'e2', 'm3', 'm4', 'e5']);
    expect(walk('e5', false)).toEqual(['e5', 'm4', 'm3', 'e2', 'e1']);
  });

  it('steps on what is searched for alone', () => {
    expect(walk('e1', true, new Set(['m4', 'm6']))).toEqual(['e1', 'm4']);
  });

  it('goes to the nearest event of the next lane that has any', () => {
    const stack = stackOf(index);
    const third = index.lanes[2];
    if (first === undefined || third === undefined) throw new Error('there are three lanes');
    expect(stepToLane(stack, first, 58, 1, null)?.key).toBe('m7');
    expect(stepToLane(stack, third, 28, -1, null)?.key).toBe('m3');
    expect(stepToLane(stack, third, 28, 1, null)).toBeUndefined();
  });

  it('follows the arcs of a call, copies included, round and round', () => {
    const next = (key: string, forward = true) =>
      stepAmongAnswers(book.find(key) as Row, book, forward)?.key;
    expect(['e1', 'm3', 'm4', 'm6'].map((key) => next(key))).toEqual(['m3', 'm4', 'm6', 'm3']);
    expect(['e1', 'm3'].map((key) => next(key, false))).toEqual(['m6', 'm6']);
    expect([next('m7'), next('e5')]).toEqual([undefined, undefined]);
  });

  it('finds the call of a notification, if it has one', () => {
    const calls = ['e1', 'm6', 'm7', 'e2'].map((key) => callOf(book.find(key) as Row, book)?.key);
    expect(calls).toEqual(['e1', 'e1', undefined, undefined]);
  });

  it('goes from one notable thing to the next over all lanes', () => {
    const next = stepToNotable(index, { at: 0, seq: 0 }, true);
    expect(next?.key).toBe('e5');
    expect(stepToNotable(index, { at: 40, seq: 5 }, true)?.key).toBe('m7');
    expect(stepToNotable(index, { at: 60, seq: 7 }, false)?.key).toBe('e5');
  });
});
