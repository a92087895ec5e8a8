import { expect, it } from 'vitest';
import { overviewColumns } from '../../../../src/ui/view/timeline/overview.js';
import { call, notification, row } from '../rows.js';
import { indexOf, windowOf } from './transcript.js';

it('counts over all lanes what falls on each column, and keeps the most important', () => {
  const { totals } = indexOf(
    call(1, { at: 5, end: 90, answers: 1 }),
    call(2, { at: 6, end: 7, status: 500, session: 2 }),
    notification(3, { at: 5 }),
    notification(4, { at: 15, call: 1 }),
    row('bayeux', 5, { at: 25, end: 26 }),
  );
  expect(overviewColumns(totals, windowOf(30), 10)).toEqual([
    { calls: 2, notifications: 1, rest: 0, notable: 'failed' },
    { calls: 0, notifications: 1, rest: 0, notable: null },
    { calls: 0, notifications: 0, rest: 1, notable: null },
  ]);
  expect(overviewColumns(totals, windowOf(30, 0), 10)).toEqual([]);
});
