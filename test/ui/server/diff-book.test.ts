import { describe, expect, it } from 'vitest';
import type { Difference, DiffResult, Subject } from '../../../src/diff/difference.js';
import { MOST_GROUPS, MOST_PLACES } from '../../../src/ui/protocol/diff.js';
import { DiffBook } from '../../../src/ui/server/diff-book.js';

function subject(operation: string, id: number): Subject {
  return {
    kind: 'call',
    label: operation,
    operation,
    user: `a${id % 7}`,
    call: operation,
    notification: null,
    baseline: { exchange: id, message: null },
    candidate: { exchange: id + 1, message: null },
  };
}

function difference(operation: string, id: number, path: string): Difference {
  const about = subject(operation, id);
  const { user, call } = about;
  const values = { baseline: id, candidate: -id };
  return {
    kind: 'body',
    user,
    call,
    notification: null,
    path,
    ...values,
    subject: about,
    place: path,
    broken: null,
  };
}

function resultOf(
  differences: readonly Difference[],
  ignoredDifferences: DiffResult['ignoredDifferences'],
): DiffResult {
  const recording = {
    file: '/tmp/a.db',
    label: null,
    target: null,
    startedAt: 0,
    sessions: 1,
    calls: 1,
    notifications: 0,
    lacks: { interrupted: false, gaps: 0, failedWaits: 0, only: [], exclude: [] },
  };
  return {
    same: false,
    differences,
    ignored: [{ rule: 'date', count: ignoredDifferences.length }],
    ignoredDifferences,
    baseline: recording,
    candidate: recording,
    compared: { sessions: 1, calls: 1, safe: 0, notifications: 0 },
    learned: [],
    timelines: new Map(),
  };
}

describe('DiffBook', () => {
  const operations = MOST_GROUPS + 1_000;
  const many = Array.from({ length: 100_000 }, (_, id) =>
    difference(`POST op${id % operations}`, id, '/x'),
  );
  const noise = [{ ...difference('GET me', 1_000_000, '/at'), rule: 'date' }];
  const book = new DiffBook(resultOf(many, noise), 0);
  const overview = book.overview();

  it('tells of 100,000 differences the first groups, how many places have no room, and noise all the same', () => {
    expect(overview).toMatchObject({ count: 100_000, operations });
    const counting = overview.groups.filter(({ rule }) => rule === null);
    expect(counting.length).toBe(MOST_GROUPS);
    const told = counting.reduce((sum, { count }) => sum + count, 0);
    expect(told + overview.leftOut).toBe(100_000);
    expect(overview.groups.at(-1)).toMatchObject({ rule: 'date', count: 1 });
  });

  it('marks every row that differs, those of groups without room too', () => {
    expect(overview.marks.baseline.length).toBe(100_001);
    expect(overview.marks.candidate[0]).toEqual({ key: 'e1', mark: 'changed', group: 0, index: 0 });
    expect(overview.marks.baseline.at(-1)?.mark).toBe('noise');
  });

  it('gives the places of a group a page at a time, each with its number', () => {
    const same = Array.from({ length: 250 }, (_, id) => difference('POST one', id, '/x'));
    const pages = new DiffBook(resultOf(same, []), 0);
    const first = pages.places(0, 0);
    const last = pages.places(0, 2 * MOST_PLACES);
    expect([first?.count, first?.places.length, last?.places.length]).toEqual([250, 100, 50]);
    expect(pages.detail(last?.places[49]?.number ?? -1)?.place).toEqual(last?.places[49]);
    expect(pages.places(1, 0)).toBeNull();
    expect(pages.detail(250)).toBeNull();
  });
});
