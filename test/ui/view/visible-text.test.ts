import { expect, it } from 'vitest';
import { visiblePieces, visibleText } from '../../../src/ui/view/visible-text.js';

it('writes out what could not be seen, or would turn the text around', () => {
  expect(visibleText('a\u202Eb\0\n\ud800\u2028\u00ad😀é')).toBe(
    'a\\u202eb\\u0000\\n\\ud800\\u2028\\u00ad😀é',
  );
});

it('tells an escaped character from text that looks the same', () => {
  expect(visiblePieces('\\n\n')).toEqual([
    { text: '\\n', unseen: null },
    { text: '\\n', unseen: 'U+000A, line feed' },
  ]);
  expect(visiblePieces('\u{e0041}x')).toEqual([
    { text: '\\udb40\\udc41', unseen: 'U+E0041' },
    { text: 'x', unseen: null },
  ]);
});
