import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eased,
  fitted,
  followed,
  NARROWEST,
  panned,
  sound,
  timeAt,
  within,
  xOf,
  zoomed,
} from '../../../../src/ui/view/timeline/time-scale.js';

const whole = { from: 0, to: 1_000 };

describe('the scale of time', () => {
  it('takes a time to its pixel and back', () => {
    const scale = { from: 1_000, to: 3_000, width: 500 };
    expect([1_000, 2_000, 3_000, 4_000].map((time) => xOf(scale, time))).toEqual([
      0, 250, 500, 750,
    ]);
    expect(timeAt(scale, 250)).toBe(2_000);
    expect(timeAt({ ...scale, width: 0 }, 250)).toBe(1_000);
  });

  it('makes a stretch that can be drawn of anything', () => {
    expect(sound({ from: 5, to: 1 })).toEqual({ from: 1, to: 5 });
    expect(sound({ from: Number.NaN, to: 0 })).toEqual({
      from: -NARROWEST / 2,
      to: NARROWEST / 2,
    });
    expect(sound({ from: Number.NEGATIVE_INFINITY, to: 1e300 })).toEqual({
      from: -8.64e15,
      to: 8.64e15,
    });
  });

  it('shows a second around a single instant, and all else with a margin', () => {
    expect(fitted({ from: 7_000, to: 7_000 })).toEqual({ from: 6_500, to: 7_500 });
    expect(fitted({ from: 0, to: 100 })).toEqual({ from: -2, to: 102 });
  });

  it('keeps the time under the pointer where it is while it zooms', () => {
    expect(zoomed({ from: 0, to: 1_000 }, 2, 250, whole)).toEqual({ from: 125, to: 625 });
    expect(zoomed({ from: 125, to: 625 }, 0.5, 250, whole)).toEqual({ from: 0, to: 1_000 });
  });

  it('zooms no further out than the whole, and no further in than a microsecond', () => {
    expect(zoomed({ from: 400, to: 600 }, 0.001, 500, whole)).toEqual(whole);
    const narrow = zoomed({ from: 0, to: 1_000 }, 1e12, 500, whole);
    expect(narrow.to - narrow.from).toBeCloseTo(NARROWEST, 9);
  });

  it('does not leave the whole by panning', () => {
    expect(panned({ from: 100, to: 300 }, -500, whole)).toEqual({ from: 0, to: 200 });
    expect(panned({ from: 100, to: 300 }, 5_000, whole)).toEqual({ from: 800, to: 1_000 });
    expect(within({ from: -5, to: 2_000 }, whole)).toEqual(whole);
  });

  it('approaches another window, and arrives', () => {
    const target = { from: 500, to: 600 };
    const first = eased({ from: 0, to: 1_000 }, target, 16, 800);
    expect(first.from).toBeGreaterThan(0);
    expect(first.from).toBeLessThan(500);
    let range = first;
    for (let frame = 0; frame < 60; frame += 1) range = eased(range, target, 16, 800);
    expect(range).toBe(target);
    const fine = { from: 1.79e12, to: 1.79e12 + 0.002 };
    const near = { from: fine.from - 0.000_25, to: fine.to };
    expect(near.from).not.toBe(fine.from);
    expect(eased(near, fine, 16, 1_000)).toBe(fine);
    expect(eased({ from: 0, to: 1_000 }, target, Number.POSITIVE_INFINITY, 800)).toBe(target);
  });

  it('follows what comes, no wider, and never goes back', () => {
    expect(followed({ from: 0, to: 100 }, 150)).toEqual({ from: 54, to: 154 });
    const ahead = { from: 54, to: 154 };
    expect(followed(ahead, 150)).toBe(ahead);
    expect(followed(ahead, 90)).toBe(ahead);
  });

  it('stays a window whatever is done to it', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1.79e12, -1, 1e300));
    fc.assert(
      fc.property(number, number, number, number, (from, to, factor, around) => {
        const range = sound({ from, to });
        const all = fitted({ from: 1.79e12, to: 1.79e12 + 5 });
        const middle = Number.isFinite(around) ? around : 0;
        for (const each of [
          within(range, all),
          zoomed(all, factor, Math.min(Math.max(middle, all.from), all.to), all),
          panned(all, middle, all),
        ]) {
          expect(each.to).toBeGreaterThan(each.from);
          expect(each.from).toBeGreaterThanOrEqual(all.from);
          expect(each.to).toBeLessThanOrEqual(all.to);
        }
      }),
    );
  });
});
