import fc from 'fast-check';
import { expect, it } from 'vitest';
import { leastFirst } from '../../src/replay/least-first.js';

it('finds the first of those played least, whatever is played in between', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.nat({ max: 19 }), { maxLength: 100 }),
      (size, played) => {
        const all = Array.from({ length: size }, (_, at) => at);
        const plays = all.map(() => 0);
        const first = leastFirst(all, (each) => plays[each] ?? 0);
        for (const each of played) {
          expect(first()).toBe(plays.indexOf(Math.min(...plays)));
          plays[each % size] = (plays[each % size] ?? 0) + 1;
        }
      },
    ),
  );
});

it('finds nothing among nothing', () => {
  expect(leastFirst([], () => 0)()).toBeNull();
});
