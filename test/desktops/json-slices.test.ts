import { expect, it } from 'vitest';
import { itemsOf, membersOf } from './json-slices.js';

it('cuts an array into the texts of its items', () => {
  expect(itemsOf('[{"a":[1,2]}, "x,]\\"," ,1.10]')).toEqual(['{"a":[1,2]}', '"x,]\\","', '1.10']);
  expect(itemsOf(' [ ] ')).toEqual([]);
});

it('keeps repeated members and exact numbers', () => {
  expect(membersOf('{"a":1, "a" : 9007199254740993,"\\u00e9":{"b":"}"}}')).toEqual([
    ['a', '1'],
    ['a', '9007199254740993'],
    ['é', '{"b":"}"}'],
  ]);
});
