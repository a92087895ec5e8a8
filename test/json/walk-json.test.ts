import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/json/node.js';
import { parseJson } from '../../src/json/parse-json.js';
import { walkJson } from '../../src/json/walk-json.js';

describe('walkJson', () => {
  it('visits every value in the order of the text, with its pointer and its name', () => {
    const seen: unknown[] = [];
    walkJson(parseJson('{"a":[1,{"b/c~":null}],"":2,"a":3}'), (node, pointer, name) => {
      seen.push([pointer, name, textOf(node)]);
    });
    expect(seen).toEqual([
      ['', null, '{"a":[1,{"b/c~":null}],"":2,"a":3}'],
      ['/a', 'a', '[1,{"b/c~":null}]'],
      ['/a/0', null, '1'],
      ['/a/1', null, '{"b/c~":null}'],
      ['/a/1/b~1c~0', 'b/c~', 'null'],
      ['/', '', '2'],
      ['/a', 'a', '3'],
    ]);
  });
});
