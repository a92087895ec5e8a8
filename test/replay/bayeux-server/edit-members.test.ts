import { expect, it } from 'vitest';
import { editMembers } from '../../../src/replay/bayeux-server/edit-members.js';

it.each([
  [
    'replaces a value and leaves all else as it is',
    '{ "a" : 1.0 ,"b":"\\u00e9"}',
    { a: '2' },
    '{ "a" : 2 ,"b":"\\u00e9"}',
  ],
  ['adds what is not there', '{"a":1}', { b: '[2]' }, '{"a":1,"b":[2]}'],
  ['adds to an empty object', '{}', { b: '2', c: '3' }, '{"b":2,"c":3}'],
  ['takes the first away', '{"a":1, "b":2}', { a: null }, '{"b":2}'],
  ['takes the last away', '{"a":1, "b":2}', { b: null }, '{"a":1}'],
  ['takes one in the middle away', '{"a":1,"b":2,"c":3}', { b: null }, '{"a":1,"c":3}'],
  ['takes neighbours away', '{"a":1,"b":2,"c":3}', { a: null, b: null }, '{"c":3}'],
  ['takes the last two away', '{"a":1,"b":2,"c":3}', { b: null, c: null }, '{"a":1}'],
  ['takes all away and adds', '{"a":1,"b":2}', { a: null, b: null, c: '3' }, '{"c":3}'],
  ['takes the last away and adds', '{"a":1,"b":2}', { b: null, c: '3' }, '{"a":1,"c":3}'],
  ['keeps one of a name that is there twice', '{"a":1,"a":2}', { a: '3' }, '{"a":3}'],
  ['does not take what is not there', '{"a":1}', { z: null }, '{"a":1}'],
  [
    'changes a member named __proto__',
    '{"__proto__":1}',
    { ['__proto__']: '2' },
    '{"__proto__":2}',
  ],
  ['leaves alone what is no object', '[1]', { a: '1' }, '[1]'],
])('%s', (_, text, changes, expected) => {
  expect(editMembers(text, changes as Record<string, string | null>)).toBe(expected);
});
