import { expect, it } from 'vitest';
import { sentCookies, setCookies } from '../../../../src/ui/view/detail/cookies.js';
import { formParameters, queryParameters } from '../../../../src/ui/view/detail/parameters.js';

it('decodes parameters and keeps their order, repeats and empty names', () => {
  const parts = formParameters('a=1&b=%C3%A9+x&a=2&=v&flag&a%3Db=c=d&&').map(({ name, value }) => [
    name,
    value,
  ]);
  expect(parts).toEqual([
    ['a', '1'],
    ['b', 'é x'],
    ['a', '2'],
    ['', 'v'],
    ['flag', null],
    ['a=b', 'c=d'],
  ]);
});

it('shows as they stood what are no percent codes of UTF-8', () => {
  expect(formParameters('a=%FF&b=100%')).toEqual([
    { name: 'a', value: '%FF', raw: 'a=%FF', broken: true },
    { name: 'b', value: '100%', raw: 'b=100%', broken: true },
  ]);
});

it('finds the query of a request target', () => {
  expect(queryParameters('/a?x=1?y=2#z').map(({ name, value }) => [name, value])).toEqual([
    ['x', '1?y=2'],
  ]);
  expect(queryParameters('/a')).toEqual([]);
});

it('takes cookies apart', () => {
  const sent = sentCookies([
    ['Cookie', 'A=1; B="x=y"; A=2;; lone'],
    ['cookie', 'C='],
  ]);
  expect(sent.map(({ name, value }) => `${name}:${value}`)).toEqual([
    'A:1',
    'B:"x=y"',
    'A:2',
    ':lone',
    'C:',
  ]);
  expect(setCookies([['Set-Cookie', 'A=1; Path=/; HttpOnly;']])).toEqual([
    { name: 'A', value: '1', attributes: ['Path=/', 'HttpOnly'] },
  ]);
});
