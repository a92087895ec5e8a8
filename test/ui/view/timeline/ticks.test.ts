import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tickStep, ticksOf } from '../../../../src/ui/view/timeline/ticks.js';
import {
  clockWords,
  lengthWords,
  offsetWords,
} from '../../../../src/ui/view/timeline/time-words.js';

/** 2026-11-02T10:00:00Z */
const TEN = Date.UTC(2026, 10, 2, 10);

function words(length: number, start: number | null = null): readonly string[] {
  const scale = { from: TEN, to: TEN + length, width: 400 };
  return ticksOf(scale, 100, start).map((tick) => tick.words);
}

describe('the ticks of the time axis', () => {
  it('divide time as people do, from microseconds to days', () => {
    expect([0.0004, 0.03, 3, 700, 4_000, 40_000, 400_000, 2e7, 9e7, 1e11].map(tickStep)).toEqual([
      0.001, 0.05, 5, 1_000, 5_000, 60_000, 600_000, 21_600_000, 172_800_000, 315_360_000_000,
    ]);
  });

  it('tell the clock as finely as they stand apart', () => {
    expect(words(0.4)).toEqual([
      '10:00:00.000000',
      '10:00:00.000100',
      '10:00:00.000200',
      '10:00:00.000300',
    ]);
    expect(words(400).slice(0, 2)).toEqual(['10:00:00.000', '10:00:00.100']);
    expect(words(20_000).slice(0, 2)).toEqual(['10:00:00', '10:00:05']);
    expect(words(4 * 3_600_000).slice(0, 2)).toEqual(['10:00', '11:00']);
    expect(words(8 * 86_400_000).slice(0, 2)).toEqual(['2026-11-03', '2026-11-05']);
  });

  it('tell how long it is since the start', () => {
    expect(words(400, TEN)).toEqual(['0', '100 ms', '200 ms', '300 ms', '400 ms']);
    expect(words(2_000, TEN)).toEqual(['0', '500 ms', '1.0 s', '1.5 s', '2.0 s']);
    expect(words(0.4, TEN).slice(0, 3)).toEqual(['0', '100 µs', '200 µs']);
    expect(words(240_000, TEN).slice(0, 3)).toEqual(['0', '1 m 00 s', '2 m 00 s']);
  });

  it('are few and in order for any window', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e15, max: 1e15, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e14, noNaN: true }),
        fc.integer({ min: 0, max: 4_000 }),
        (from, length, width) => {
          const scale = { from, to: from + length, width };
          const ticks = ticksOf(scale, 100, null);
          expect(ticks.length).toBeLessThanOrEqual(width / 100 + 3);
          for (const { time } of ticks) expect(Number.isFinite(time)).toBe(true);
        },
      ),
    );
  });
});

describe('times in words', () => {
  it('are as short as one reads them', () => {
    expect(
      [0, 0.0004, 0.85, 1, 12.5, 250, 999.6, 3_200, 59_000, 245_000, 7_800_000, 2.7e8].map(
        lengthWords,
      ),
    ).toEqual([
      '0 ms',
      '1 µs',
      '850 µs',
      '1.00 ms',
      '12.5 ms',
      '250 ms',
      '1.00 s',
      '3.20 s',
      '59.0 s',
      '4 m 05 s',
      '2 h 10 m',
      '3 d 3 h',
    ]);
    expect([offsetWords(1_500), offsetWords(-2)]).toEqual(['+1.50 s', '−2.00 ms']);
    expect(lengthWords(Number.NaN)).toBe('?');
  });

  it('say nothing of a time that no clock shows', () => {
    expect(clockWords(1e300, 'second')).toBe('?');
    expect(clockWords(TEN + 0.25, 'microsecond')).toBe('10:00:00.000250');
  });
});
