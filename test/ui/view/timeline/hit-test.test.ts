import { describe, expect, it } from 'vitest';
import { hitTest } from '../../../../src/ui/view/timeline/hit-test.js';
import type { LaneIndex } from '../../../../src/ui/view/timeline/lane-index.js';
import { call, notification, row } from '../rows.js';
import { indexOf, stackOf, windowOf } from './transcript.js';

function hit(index: LaneIndex, x: number, y: number): string | null {
  const found = hitTest(stackOf(index), windowOf(1_000), x, y);
  return found === null ? null : `${found.item.key} of ${found.count}`;
}

describe('what is under the pointer', () => {
  const index = indexOf(
    call(1, { at: 100, end: 200 }),
    call(2, { at: 150, end: 180 }),
    notification(3, { at: 300 }),
    call(4, { at: 500, end: 501, session: 2 }),
  );

  it('is the bar at its time and in its track', () => {
    expect([hit(index, 160, 10), hit(index, 160, 25), hit(index, 190, 25)]).toEqual([
      'e1 of 1',
      'e2 of 1',
      null,
    ]);
  });

  it('is a mark as wide as it is drawn', () => {
    const marks = 45;
    expect([294, 297, 300, 304, 306].map((x) => hit(index, x, marks))).toEqual([
      null,
      'm3 of 1',
      'm3 of 1',
      'm3 of 1',
      null,
    ]);
  });

  it('is of the lane that is there, and nothing below all lanes', () => {
    const { lanes } = index;
    const top = stackOf(index).topOf(lanes[1] as (typeof lanes)[0]);
    expect([hit(index, 500, top + 10), hit(index, 500, 10), hit(index, 500, 10_000)]).toEqual([
      'e4 of 1',
      null,
      null,
    ]);
  });

  it('is the most important of many, with how many there are', () => {
    const many = indexOf(
      ...Array.from({ length: 20 }, (_, at) =>
        call(at + 1, {
          at: 100 + at / 10,
          end: 100 + at / 10,
          answers: 1,
          status: at === 7 ? 500 : 200,
        }),
      ),
    );
    expect(hit(many, 101, 10)).toBe('e8 of 20');
  });

  it('is a crowd of which none begins here, too', () => {
    const crowd = indexOf(
      ...Array.from({ length: 12 }, (_, at) => call(at + 1, { at: at * 0.1, end: 900 })),
    );
    const y = 6 + 8 * 14 + 4;
    expect(hit(crowd, 600, y)).toMatch(/^e\d+ of 4$/u);
  });

  it('is found in a lane that is folded up', () => {
    const stack = stackOf(
      indexOf(call(1, { at: 100, end: 200 }), row('message', 2, { at: 150 })),
      [1],
    );
    expect(hitTest(stack, windowOf(1_000), 120, 6)?.item.key).toBe('e1');
    expect(hitTest(stack, windowOf(1_000), 150, 19)?.item.key).toBe('m2');
  });
});
