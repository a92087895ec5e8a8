import { describe, expect, it } from 'vitest';
import { containsJson } from '../../src/json/contains-json.js';
import { parseJson } from '../../src/json/parse-json.js';

const contains = (whole: string, part: string): boolean =>
  containsJson(parseJson(whole), parseJson(part));

describe('a JSON value contains another', () => {
  it.each([
    ['{"a":1,"b":{"c":2,"d":3}}', '{"b":{"c":2}}'],
    ['{"a":1}', '{}'],
    ['[1,{"a":1,"b":2}]', '[1,{"b":2}]'],
    ['12345678901234567890', '12345678901234567890'],
    ['1.10', '1.1'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
    ['null', 'null'],
  ])('where it has all that it says: %s has %s', (whole, part) => {
    expect(contains(whole, part)).toBe(true);
  });

  it.each([
    ['{"a":1}', '{"b":1}'],
    ['{"a":1}', '{"a":"1"}'],
    ['[1,2]', '[1]'],
    ['[1]', '[1,2]'],
    ['12345678901234567890', '12345678901234567891'],
    ['{"a":1,"a":2}', '{"a":1}'],
    ['{}', '{"__proto__":{}}'],
    ['{}', '{"toString":null}'],
    ['[]', '{}'],
    ['0', 'null'],
  ])('else not: %s has no %s', (whole, part) => {
    expect(contains(whole, part)).toBe(false);
  });
});
