import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/json/parse-json.js';
import { type Edit, replaceSpans } from '../../src/json/replace-spans.js';
import { walkJson } from '../../src/json/walk-json.js';

describe('replaceSpans', () => {
  it('replaces values where they stand and leaves all else as it is', () => {
    const text = '{ "password" : "p\\u0061ss", "n":1.10, "user":"anna" }';
    const edits: Edit[] = [];
    walkJson(parseJson(text), (node, _pointer, name) => {
      if (name === 'password') edits.push({ start: node.start, end: node.end, text: '"***"' });
    });
    expect(replaceSpans(text, edits)).toBe('{ "password" : "***", "n":1.10, "user":"anna" }');
  });

  it('takes edits in any order and keeps insertions at one place in theirs', () => {
    expect(
      replaceSpans('abc', [
        { start: 2, end: 3, text: 'C' },
        { start: 1, end: 1, text: 'x' },
        { start: 1, end: 1, text: 'y' },
        { start: 1, end: 2, text: '' },
      ]),
    ).toBe('axyC');
  });

  it.each([
    [
      [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ],
    ],
    [[{ start: 2, end: 1, text: '' }]],
    [[{ start: 0, end: 4, text: '' }]],
    [[{ start: -1, end: 1, text: '' }]],
  ])('refuses edits that overlap or lie outside: %j', (edits) => {
    expect(() => replaceSpans('abc', edits)).toThrow(RangeError);
  });

  it('gives what cutting the text up and joining it gives', () => {
    const pieces = fc.array(fc.record({ kept: fc.string(), cut: fc.string(), text: fc.string() }));
    fc.assert(
      fc.property(pieces, fc.string(), fc.infiniteStream(fc.nat()), (parts, rest, chance) => {
        let source = '';
        const edits: Edit[] = [];
        for (const { kept, cut, text } of parts) {
          const start = source.length + kept.length;
          source += kept + cut;
          if (cut !== '') edits.push({ start, end: source.length, text });
        }
        const shuffled = edits
          .map((edit) => ({ edit, key: chance.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ edit }) => edit);
        const expected = parts.map(({ kept, cut, text }) => kept + (cut === '' ? '' : text));
        expect(replaceSpans(source + rest, shuffled)).toBe(expected.join('') + rest);
      }),
    );
  });
});
