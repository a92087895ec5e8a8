import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../src/ui/protocol/row.js';
import { RowBook } from '../../../../src/ui/view/row-book.js';
import { arcLine, arcsOf, arcsWithin, MOST_ARCS } from '../../../../src/ui/view/timeline/arcs.js';
import { call, notification } from '../rows.js';
import { indexOf, stackOf, windowOf } from './transcript.js';

function timelineOf(...rows: readonly Row[]) {
  const book = new RowBook();
  book.add(rows);
  return { book, index: indexOf(...rows) };
}

const { book, index } = timelineOf(
  call(1, { at: 100, end: 200, answers: 2 }),
  notification(2, { at: 150, call: 1 }),
  notification(3, { at: 260, call: 1 }),
  notification(4, { at: 280, call: 1, copy: true, session: 2 }),
  notification(5, { at: 300, call: 99 }),
);

function keys(range: { readonly from: number; readonly to: number }): readonly string[] {
  return arcsWithin(index.lanes, range, index, book).map(
    (arc) => `${arc.call.key} to ${arc.notification.key}`,
  );
}

describe('arcs', () => {
  it('lead from a call to all of its notifications, copies in other lanes too', () => {
    const item = index.find('m3');
    if (item === undefined) throw new Error('it is there');
    expect(arcsOf(item, index, book).map((arc) => arc.notification.key)).toEqual([
      'm2',
      'm3',
      'm4',
    ]);
  });

  it('are shown if either end is to be seen', () => {
    expect(keys({ from: 0, to: 400 })).toHaveLength(3);
    expect(keys({ from: 255, to: 265 })).toEqual(['e1 to m3']);
    expect(keys({ from: 110, to: 120 })).toHaveLength(3);
    expect(keys({ from: 210, to: 220 })).toEqual([]);
  });

  it('leave the call when the notification comes, or else when it has ended', () => {
    const [early, late, copy] = arcsWithin(index.lanes, windowOf(400), index, book).map((arc) =>
      arcLine(arc, stackOf(index), windowOf(400)),
    );
    expect([early?.x1, early?.x2]).toEqual([150, 150]);
    expect([late?.x1, late?.x2]).toEqual([200, 260]);
    expect(copy?.y2).toBeGreaterThan(stackOf(index).heightOf(index.lanes[0] as never));
  });

  it('are left out where there are too many to tell apart', () => {
    const many = timelineOf(
      call(1, { at: 0, end: 1 }),
      ...Array.from({ length: MOST_ARCS + 1 }, (_, at) => notification(at + 2, { at, call: 1 })),
    );
    expect(arcsWithin(many.index.lanes, windowOf(500), many.index, many.book)).toEqual([]);
    expect(arcsWithin(many.index.lanes, windowOf(50), many.index, many.book)).toEqual([]);
  });
});
