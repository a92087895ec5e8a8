import { expect, it } from 'vitest';
import { BoundedMap } from '../../src/correlate/bounded-map.js';

it('lets go what was not used for longest, and says what', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  expect(map.get('a')).toBe(1);
  expect(map.set('c', 3)).toBe(2);
  expect(map.peek('a')).toBe(1);
  expect(map.set('d', 4)).toBe(1);
  expect([...map.values()]).toEqual([3, 4]);
});

it('goes on after it was emptied', () => {
  const map = new BoundedMap<number, number>(1);
  map.set(1, 1);
  map.set(2, 2);
  map.clear();
  expect(map.size).toBe(0);
  map.set(3, 3);
  map.delete(3);
  map.set(4, 4);
  expect(map.set(5, 5)).toBe(4);
});
