import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  pixelAt,
  scrolledTo,
  scrollTopAt,
  windowOf,
} from '../../../../src/ui/view/table/row-window.js';

const view = { rowHeight: 24, viewHeight: 480 };

it('draws what is in view, and a few more', () => {
  expect(windowOf({ ...view, rows: 100, scrollTop: 0 })).toEqual({
    height: 2_400,
    first: 0,
    end: 27,
    top: 0,
  });
  expect(windowOf({ ...view, rows: 100, scrollTop: 1_000 })).toEqual({
    height: 2_400,
    first: 35,
    end: 68,
    top: 840,
  });
  expect(windowOf({ ...view, rows: 0, scrollTop: 0 })).toEqual({
    height: 0,
    first: 0,
    end: 0,
    top: 0,
  });
});

it('is never higher than browsers can have it, and shows the last row at its end', () => {
  const rows = 5_000_000;
  const { height } = windowOf({ ...view, rows, scrollTop: 0 });
  expect(height).toBe(15_000_000);
  const last = windowOf({ ...view, rows, scrollTop: height - view.viewHeight });
  expect(last.end).toBe(rows);
  expect(last.top + (last.end - last.first) * view.rowHeight).toBeCloseTo(height, 3);
});

it('brings any row wholly into view, moving as little as can be', () => {
  const place = fc.record({
    rows: fc.integer({ min: 1, max: 3_000_000 }),
    row: fc.nat(),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(place, ({ rows, row, part }) => {
      const index = row % rows;
      const whole = { ...view, rows };
      const height = windowOf({ ...whole, scrollTop: 0 }).height;
      const scrollTop = part * Math.max(0, height - view.viewHeight);
      const moved = scrolledTo({ ...whole, scrollTop }, index);
      const seen = pixelAt({ ...whole, scrollTop: moved });
      expect(index * 24).toBeGreaterThanOrEqual(seen - 0.01);
      expect((index + 1) * 24).toBeLessThanOrEqual(seen + view.viewHeight + 0.01);
      const before = pixelAt({ ...whole, scrollTop });
      const wasSeen = index * 24 >= before && (index + 1) * 24 <= before + view.viewHeight;
      if (wasSeen) expect(moved).toBe(scrollTop);
      const { first, end } = windowOf({ ...whole, scrollTop: moved });
      expect(index >= first && index < end).toBe(true);
    }),
  );
});

it('comes to the pixel that is asked for', () => {
  const place = { ...view, rows: 2_000_000, scrollTop: 0 };
  const scrollTop = scrollTopAt(place, 24_000_000);
  expect(pixelAt({ ...place, scrollTop })).toBeCloseTo(24_000_000, 3);
});
