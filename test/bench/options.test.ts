import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('readOptions', () => {
  it('measures everything but what has to be installed, unless it is asked for', () => {
    expect(readOptions([]).only).toContain('nonstop');
    expect(readOptions([]).only).not.toContain('recorders');
    expect(readOptions([]).only).not.toContain('replayers');
    expect(readOptions(['--recorders']).only).toEqual(['recorders']);
    expect(readOptions(['--replayers']).only).toEqual(['replayers']);
    expect(readOptions(['--only', 'held-polls']).only).toEqual(['held-polls']);
  });

  it('takes numbers for what is said, and usual ones for the rest', () => {
    const { effort, sizes } = readOptions(['--quick', '--seconds', '3', '--desktops', '7']);
    expect(effort).toEqual({ seconds: 3, rounds: 1 });
    expect(sizes.desktops).toBe(7);
    expect(sizes.exchanges).toBeLessThan(readOptions([]).sizes.exchanges);
  });

  it('says which argument is wrong', () => {
    expect(() => readOptions(['--only', 'nothing'])).toThrow("no scenario 'nothing'");
    expect(() => readOptions(['--minutes', '0'])).toThrow('--minutes must be a number above 0');
  });
});
