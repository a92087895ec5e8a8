import { expect, it } from 'vitest';
import { bytesOf, hexLineCount, hexLines } from '../../../../src/ui/view/detail/hex-dump.js';

it('shows bytes as numbers and as ASCII', () => {
  const bytes = bytesOf(Buffer.from('GIF89a\x00\x01\x7f\xff~{"a":1}', 'latin1').toString('base64'));
  expect(hexLines(bytes, 0, 9)).toEqual([
    {
      offset: '00000000',
      hex: '47 49 46 38 39 61 00 01  7f ff 7e 7b 22 61 22 3a',
      text: 'GIF89a....~{"a":',
    },
    { offset: '00000010', hex: '31 7d', text: '1}' },
  ]);
});

it('gives only the lines that are asked for', () => {
  const bytes = new Uint8Array(1_000_000);
  expect(hexLineCount(bytes)).toBe(62_500);
  expect(hexLines(bytes, 62_499, 70_000)).toHaveLength(1);
  expect(hexLines(bytes, 10, 12).map(({ offset }) => offset)).toEqual(['000000a0', '000000b0']);
  expect(hexLineCount(new Uint8Array())).toBe(0);
});
