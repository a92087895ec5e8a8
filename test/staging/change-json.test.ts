import { describe, expect, it } from 'vitest';
import { changeJson } from './change-json.js';

const text =
  '{ "n":9007199254740993,"d":1.10,"s":"a","uri":"http://h:1/api/x","on":true,"list":[1,2,2] }';

// biome-ignore format: one row a change
const rows = [
  ['alter', '/n', '"n":9007199254740993', '"n":9007199254741993'],
  ['alter', '/d', '"d":1.10', '"d":1.101'],
  ['alter', '/s', '"s":"a"', '"s":"aX9"'],
  ['alter', '/uri', 'http://h:1/api/x', 'http://h:1/planted/api/x'],
  ['alter', '/on', '"on":true', '"on":false'],
  ['retype', '/n', '"n":9007199254740993', '"n":"9007199254740993"'],
  ['retype', '/s', '"s":"a"', '"s":1'],
  ['nullify', '/s', '"s":"a"', '"s":null'],
  ['add', '/list', '[1,2,2]', '[1,2,2,"planted"]'],
  ['swap', '/list/0', '[1,2,2]', '[2,1,2]'],
  ['remove', '/list/1', '[1,2,2]', '[1,2]'],
] as const;

describe('a change of JSON', () => {
  it.each(rows)('to %s %s leaves all else as it stands', (operation, pointer, from, to) => {
    expect(changeJson(text, { operation, pointer })).toBe(text.replace(from, to));
  });

  it('takes a member out and puts one in', () => {
    const small = '{"a":1,"b":{"c":[]}}';
    expect(changeJson(small, { operation: 'remove', pointer: '/a' })).toBe('{"b":{"c":[]}}');
    expect(changeJson(small, { operation: 'add', pointer: '/b' })).toBe(
      '{"a":1,"b":{"c":[],"planted":1}}',
    );
  });

  it('changes nothing where there is no such place', () => {
    expect(changeJson(text, { operation: 'alter', pointer: '/list/7' })).toBeNull();
  });
});
