import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IndexSet } from '../../src/replay/index-set.js';

it('holds what was added, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 300 })), (added) => {
      const set = new IndexSet();
      for (const each of added) set.add(each);
      for (let index = 0; index <= 301; index++) expect(set.has(index)).toBe(added.includes(index));
    }),
  );
});
