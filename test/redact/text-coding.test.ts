import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteText, utf16Text } from '../../src/redact/text-coding.js';

describe('text codings', () => {
  it('bring every byte back, however it was read', () => {
    const mark = fc.constantFrom(
      [],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0x41, 0, 0x42, 0],
      [0xef, 0xbb, 0xbf],
    );
    fc.assert(
      fc.property(mark, fc.uint8Array(), (before, rest) => {
        const bytes = Buffer.from([...before, ...rest]);
        const asBytes = byteText(bytes);
        const asUtf16 = utf16Text(bytes, 'text/plain; charset=utf-16');
        expect(Buffer.from(asBytes.encode(asBytes.text))).toEqual(bytes);
        if (asUtf16 !== null) expect(Buffer.from(asUtf16.encode(asUtf16.text))).toEqual(bytes);
      }),
    );
  });
});
