import { describe, expect, it } from 'vitest';
import { textOf } from '../../../../src/json/node.js';
import { parseJson } from '../../../../src/json/parse-json.js';
import { type JsonTreeLine, jsonLines } from '../../../../src/ui/view/detail/json-lines.js';
import { jsonPreview } from '../../../../src/ui/view/detail/json-preview.js';
import { allOpen, openAtFirst } from '../../../../src/ui/view/detail/open-at-first.js';
import { treeStep } from '../../../../src/ui/view/detail/tree-keys.js';

/** A tree as it is seen: indented, with what is open and the exact text of values. */
function seen(text: string, open: readonly string[]): readonly string[] {
  return jsonLines(parseJson(text), (id) => open.includes(id)).map(lineText);
}

function lineText({ level, key, index, node, range, open, duplicate }: JsonTreeLine): string {
  const name = key === null ? (index === null ? '' : `${index}: `) : `${textOf(key)}: `;
  const what =
    range !== null
      ? `${range.from}–${range.to - 1}`
      : open === null
        ? textOf(node)
        : node.kind === 'object'
          ? '{}'
          : '[]';
  const twisty = open === null ? ' ' : open ? '-' : '+';
  return `${'  '.repeat(level - 1)}${twisty} ${name}${what}${duplicate ? ' (twice)' : ''}`;
}

describe('the lines of a tree', () => {
  it('keep numbers, escapes, the order of members, and names that are there twice', () => {
    const text = String.raw`{"b":9007199254740993,"a":1.10,"a":{"__proto__":1e400},"\u00e9":"\u00e9\/","":[]}`;
    expect(seen(text, ['', '/2'])).toEqual([
      '- {}',
      '    "b": 9007199254740993',
      '    "a": 1.10 (twice)',
      '  - "a": {} (twice)',
      '      "__proto__": 1e400',
      String.raw`    "\u00e9": "\u00e9\/"`,
      '    "": []',
    ]);
  });

  it('are named by place, so that of two members of one name one can be open', () => {
    const text = '{"a":{"x":1},"a":{"x":2}}';
    expect(seen(text, ['', '/1'])).toEqual([
      '- {}',
      '  + "a": {} (twice)',
      '  - "a": {} (twice)',
      '      "x": 2',
    ]);
  });

  it('know their JSON Pointers, escaped where they must be', () => {
    const lines = jsonLines(parseJson('{"a/b":{"~":[true]}}'), () => true);
    expect(lines.map(({ pointer }) => pointer)).toEqual(['', '/a~1b', '/a~1b/~0', '/a~1b/~0/0']);
  });

  it('know their place among their siblings, and their parents', () => {
    const lines = jsonLines(parseJson('{"a":[1,2]}'), () => true);
    expect(lines.map(({ parent, place, siblings }) => [parent, place, siblings])).toEqual([
      [null, 1, 1],
      ['', 1, 1],
      ['/0', 1, 2],
      ['/0', 2, 2],
    ]);
  });

  it('show more than a hundred items as ranges, and ranges of ranges', () => {
    const items = (count: number) => `[${Array(count).fill('0').join(',')}]`;
    expect(seen(items(100), [''])).toHaveLength(101);
    expect(seen(items(250), ['', '/200-250']).slice(0, 5)).toEqual([
      '- []',
      '  + 0–99',
      '  + 100–199',
      '  - 200–249',
      '      200: 0',
    ]);
    expect(seen(items(100_000), [''])).toHaveLength(11);
    const deep = seen(items(100_000), ['', '/10000-20000', '/19900-20000']);
    expect(deep).toHaveLength(1 + 10 + 100 + 100);
    expect(deep.at(-9)).toBe('        19999: 0');
  });

  it('show many members as ranges, too', () => {
    const members = Array.from({ length: 101 }, (_, at) => `"m${at}":${at}`);
    expect(seen(`{${members.join(',')}}`, ['', '/100-101'])).toEqual([
      '- {}',
      '  + 0–99',
      '  - 100–100',
      '      "m100": 100',
    ]);
  });

  it('are few, however large the value, as long as little of it is open', () => {
    const text = `[${Array(100_000).fill('{"a":[1,2,{"b":null}]}').join(',')}]`;
    const node = parseJson(text);
    const open = openAtFirst(node);
    expect(jsonLines(node, (id) => open.has(id)).length).toBeLessThan(200);
    expect(allOpen(node, 2_000)).toBeNull();
  });
});

describe('what is open at first', () => {
  it('is all of a small value', () => {
    const node = parseJson('{"a":{"b":{"c":[1,[2]]}}}');
    const open = openAtFirst(node);
    expect(jsonLines(node, (id) => open.has(id)).every((line) => line.open !== false)).toBe(true);
  });

  it('is the upper levels of a large one', () => {
    const part = `{"x":[${Array(50).fill(1).join(',')}]}`;
    expect([...openAtFirst(parseJson(`{"a":${part},"b":${part}}`))]).toEqual([
      '',
      '/0',
      '/1',
      '/0/0',
    ]);
  });
});

describe('the keys of a tree', () => {
  const node = parseJson('{"a":{"b":1},"c":[],"d":{"e":2}}');

  function step(open: readonly string[], at: string, key: string) {
    const lines = jsonLines(node, (id) => open.includes(id));
    const line = lines.find(({ id }) => id === at);
    if (line === undefined) throw new Error(`no line ${at}`);
    return treeStep(lines, line, key);
  }

  it('go up and down what is to be seen', () => {
    expect(step([''], '/0', 'ArrowDown')).toEqual({ to: '/1' });
    expect(step(['', '/0'], '/0', 'ArrowDown')).toEqual({ to: '/0/0' });
    expect(step([''], '', 'ArrowUp')).toEqual({});
    expect(step([''], '/1', 'Home')).toEqual({ to: '' });
    expect(step([''], '', 'End')).toEqual({ to: '/2' });
  });

  it('open and close, go in and out', () => {
    expect(step([''], '/0', 'ArrowRight')).toEqual({ opens: ['/0'] });
    expect(step(['', '/0'], '/0', 'ArrowRight')).toEqual({ to: '/0/0' });
    expect(step(['', '/0'], '/0', 'ArrowLeft')).toEqual({ closes: ['/0'] });
    expect(step(['', '/0'], '/0/0', 'ArrowLeft')).toEqual({ to: '/0' });
    expect(step([''], '/1', 'Enter')).toEqual({ shows: true });
    expect(step([''], '/1', '*')).toEqual({ opens: ['/0', '/2'] });
  });

  it('leave to the page what they do not mean', () => {
    expect(step([''], '', 'Tab')).toBeNull();
    expect(step([''], '', 'x')).toBeNull();
  });
});

describe('a closed value', () => {
  it('tells of the first that is in it, as one short line', () => {
    expect(jsonPreview(parseJson('{"id":"07B","n":1.10,"list":[1],"none":{}}'))).toBe(
      '{id: "07B", n: 1.10, list: […], none: {}}',
    );
    expect(jsonPreview(parseJson('["a\\nb\\u202e"]'))).toBe('["a\\nb\\u202e"]');
    const long = jsonPreview(parseJson(`[${Array(100_000).fill('"abcdefgh"').join(',')}]`));
    expect(long.length).toBeLessThan(100);
    expect(long).toMatch(/, …\]$/u);
  });
});
