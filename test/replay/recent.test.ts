import { describe, expect, it } from 'vitest';
import { Recent } from '../../src/replay/recent.js';

describe('what was used of late', () => {
  it('is remembered', () => {
    const recent = new Recent<string, number>(100);
    recent.set('a', 1, 10);
    recent.set('a', 2, 10);
    recent.set('b', 3, 10);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([2, 3, undefined]);
  });

  it('stays as long as it is used, whatever else comes, while the rest is forgotten', () => {
    const recent = new Recent<number, string>(100);
    recent.set(0, 'used', 10);
    for (let key = 1; key <= 1_000; key++) {
      recent.set(key, 'once', 10);
      expect(recent.get(0)).toBe('used');
    }
    const kept = Array.from({ length: 1_001 }, (_, key) => key).filter((key) => recent.get(key));
    expect(kept.length * 10).toBeLessThanOrEqual(100);
    expect(recent.get(1)).toBeUndefined();
  });

  it('never weighs more than it may, however often a key is set', () => {
    const recent = new Recent<number, number>(100);
    for (let n = 0; n < 1_000; n++) recent.set(n % 3, n, 12);
    expect([0, 1, 2].map((key) => recent.get(key))).toEqual([999, 997, 998]);
  });

  it('does not hold what is too heavy, and then not what stood there before either', () => {
    const recent = new Recent<string, string>(80);
    recent.set('a', 'light', 10);
    recent.set('a', 'heavy', 11);
    expect(recent.get('a')).toBeUndefined();
  });
});
