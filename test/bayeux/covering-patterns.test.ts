import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesChannel } from '../../src/bayeux/channel.js';
import { coveringPatterns } from '../../src/bayeux/covering-patterns.js';

describe('covering patterns', () => {
  it('are those that match a channel, and no others', () => {
    expect([...coveringPatterns('/v2/me/calls')]).toEqual([
      '/v2/me/calls',
      '/v2/me/*',
      '/**',
      '/v2/**',
      '/v2/me/**',
    ]);
    const name = fc.array(fc.constantFrom('/', 'a', 'b', '*', '**'), { maxLength: 6 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [pattern, channel] = [one.join(''), other.join('')];
        const covers = new Set(coveringPatterns(channel)).has(pattern);
        expect(covers, `${pattern} of ${channel}`).toBe(matchesChannel(pattern, channel));
      }),
      { numRuns: 20_000, seed: 7 },
    );
  });

  it('are few, however many segments a channel has', () => {
    expect([...coveringPatterns('/a'.repeat(100_000))]).toHaveLength(102);
  });
});
