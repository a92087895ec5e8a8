import { describe, expect, it } from 'vitest';
import { foldRows } from '../../../../src/ui/view/compare/fold-rows.js';
import { jsonLines, MOST_LINES } from '../../../../src/ui/view/compare/json-lines.js';
import { sideBySide } from '../../../../src/ui/view/compare/side-by-side.js';

/** Both texts as they stand beside each other; `!` marks what differs, `~` what is ignored. */
function drawn(left: string, right: string, differing: readonly string[] | null = null): string {
  return sideBySide(jsonLines(left), jsonLines(right), differing)
    .map(({ left: l, right: r, how }) => {
      const side = (line: typeof l): string =>
        line === null ? '' : '  '.repeat(line.depth) + line.text;
      return `${{ same: ' ', differs: '!', ignored: '~' }[how]} ${side(l).padEnd(16)}| ${side(r)}`;
    })
    .map((line) => line.trimEnd())
    .join('\n');
}

describe('jsonLines', () => {
  it('loses nothing of what stands there', () => {
    const text = '{"n":12345678901234567890,"d":1.10,"u":"\\u00e9","n":[{},[]],"n":null}';
    expect(jsonLines(text).map(({ text: line, pointer }) => `${pointer} ${line}`)).toEqual([
      ' {',
      '/n "n": 12345678901234567890',
      '/d "d": 1.10',
      '/u "u": "\\u00e9"',
      '/n "n": [',
      '/n/0 {}',
      '/n/1 []',
      '/n ]',
      '/n "n": null',
      ' }',
    ]);
  });

  it('gives the lines of what is no JSON, and no more of them than can be shown', () => {
    expect(jsonLines('one\r\ntwo').map(({ text }) => text)).toEqual(['one', 'two']);
    expect(jsonLines('\n'.repeat(MOST_LINES * 2)).length).toBe(MOST_LINES);
    expect(jsonLines(`[${'0,'.repeat(MOST_LINES * 2)}0]`).length).toBe(MOST_LINES);
    expect(jsonLines('['.repeat(100_000)).length).toBe(1);
  });
});

describe('sideBySide', () => {
  it('puts equal lines at one height, and what changed beside each other', () => {
    expect(
      drawn('{"a":1,"b":{"c":2},"e":5}', '{"a":1,"b":{"c":3,"d":4},"e":5}'),
    ).toMatchInlineSnapshot(`
      "  {               | {
          "a": 1        |   "a": 1
          "b": {        |   "b": {
      !     "c": 2      |     "c": 3
      !                 |     "d": 4
          }             |   }
          "e": 5        |   "e": 5
        }               | }"
    `);
  });

  it('tells what counts from what is ignored', () => {
    expect(
      drawn('{"id":1,"state":{"x":1},"at":5}', '{"id":2,"state":{"x":2},"at":6}', ['/state']),
    ).toMatchInlineSnapshot(`
      "  {               | {
      ~   "id": 1       |   "id": 2
          "state": {    |   "state": {
      !     "x": 1      |     "x": 2
          }             |   }
      ~   "at": 5       |   "at": 6
        }               | }"
    `);
  });

  it('shows what changed its order where it stands, and what only one side has', () => {
    expect(drawn('{"a":1,"b":2}', '{"b":2,"a":1}')).toMatchInlineSnapshot(`
      "  {               | {
      !   "a": 1        |
          "b": 2        |   "b": 2
      !                 |   "a": 1
        }               | }"
    `);
    expect(drawn('', '{"a":1}')).toContain('| {');
  });
});

describe('foldRows', () => {
  it('folds away what is the same, but for what stands around a difference', () => {
    const list = (change: number): string =>
      JSON.stringify(Array.from({ length: 30 }, (_, at) => (at === 15 ? change : at)));
    const folded = foldRows(sideBySide(jsonLines(list(1)), jsonLines(list(2)), null));
    expect(folded.map((each) => ('fold' in each ? each.fold.length : 1))).toEqual([
      13, 1, 1, 1, 1, 1, 1, 1, 12,
    ]);
  });
});
