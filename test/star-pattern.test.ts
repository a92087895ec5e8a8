import { expect, it } from 'vitest';
import { starPattern } from '../src/star-pattern.js';

it.each([
  ['Accept', 'Accept', true],
  ['Accept', 'AcceptCall', false],
  ['Accept', 'accept', false],
  ['*', '', true],
  ['Start*', 'StartContactCenterSession', true],
  ['*Session', 'StartContactCenterSession', true],
  ['*Center*', 'StartContactCenterSession', true],
  ['S*C*C*S*', 'StartContactCenterSession', true],
  ['a*a', 'a', false],
  ['a*b*b', 'ab', false],
  ['a.c', 'abc', false],
  ['a*bc*bc', 'abcxbc', true],
])('%s fits %s: %s', (pattern, name, fits) => {
  expect(starPattern(pattern)(name)).toBe(fits);
});
