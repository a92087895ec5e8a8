import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedJsonString, decodedPercent } from '../../src/redact/decoded-text.js';

describe('decoded texts', () => {
  it('know where each unit of a JSON string came from', () => {
    const source = 'x"\\u00e9\\n\\"a\\ud83d\\ude00b"';
    const decoded = decodedJsonString(source, 2, source.length - 1);
    expect(decoded.text).toBe('é\n"a😀b');
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(decoded.sourceAt)).toEqual([2, 8, 10, 12, 13, 19, 25, 26]);
  });

  it('know where each unit of a percent-encoded value came from', () => {
    const source = 'q=%C3%a9+%zz%f0%9f%98%80%ff%C3b&r';
    const decoded = decodedPercent(source, 2, source.length - 2, true);
    expect(decoded.text).toBe('é %zz😀%ff%C3b');
    expect(decoded.sourceAt(1)).toBe(8);
    expect(decoded.sourceAt(5)).toBe(12);
    expect(decoded.sourceAt(7)).toBe(24);
    expect(decoded.sourceAt(decoded.text.length)).toBe(source.length - 2);
  });

  it('decode what was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = encodeURIComponent(text);
        expect(decodedPercent(encoded, 0, encoded.length, false).text).toBe(text);
      }),
    );
  });
});
