import { expect, it } from 'vitest';
import { textPages } from '../../../../src/ui/view/detail/text-pages.js';

/** The text again, from its pages. */
function whole(text: string): string {
  const lines = textPages(text).flat();
  return lines
    .map(({ text: part, ending }, at) => {
      const goesOn = lines[at + 1]?.number === null;
      const isLast = at === lines.length - 1;
      return part + (goesOn ? '' : (ending ?? (isLast && !text.endsWith('\n') ? '' : '\n')));
    })
    .join('');
}

it('numbers lines, empty ones too, and tells how they end', () => {
  expect(textPages('a\n\nb\r\nc\rd')).toEqual([
    [
      { number: 1, text: 'a', ending: null },
      { number: 2, text: '', ending: null },
      { number: 3, text: 'b', ending: '\r\n' },
      { number: 4, text: 'c', ending: '\r' },
      { number: 5, text: 'd', ending: null },
    ],
  ]);
});

it('parts a long line where no character is split, and goes on in the same line', () => {
  const text = `${'x'.repeat(16_383)}😀${'y'.repeat(40_000)}`;
  const lines = textPages(text).flat();
  expect(lines.map(({ number, text: part }) => [number, part.length])).toEqual([
    [1, 16_383],
    [null, 16_384],
    [null, 16_384],
    [null, 7_234],
  ]);
});

it.each([
  '',
  'a',
  'a\n',
  '\n\n',
  `${'line\r\n'.repeat(1_000)}end`,
  `${'x'.repeat(100_000)}\n${'y\n'.repeat(500)}`,
])('loses nothing', (text) => {
  expect(whole(text)).toBe(text);
});

it('keeps pages small, whatever the text', () => {
  for (const text of ['\n'.repeat(100_000), 'x'.repeat(1_000_000), 'ab\n'.repeat(300_000)]) {
    for (const page of textPages(text)) {
      expect(page.length).toBeLessThanOrEqual(200);
      expect(page.reduce((sum, line) => sum + line.text.length, 0)).toBeLessThanOrEqual(16_384);
    }
  }
});
