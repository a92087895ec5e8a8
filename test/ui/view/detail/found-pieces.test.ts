import { expect, it } from 'vitest';
import { finding, foundPieces } from '../../../../src/ui/view/detail/found-pieces.js';

it('marks what was searched for, in whatever case, and takes nothing of it for a pattern', () => {
  const marked = (text: string, wanted: readonly string[]) =>
    foundPieces(text, finding(wanted))
      .map(({ text: part, found }) => (found ? `[${part}]` : part))
      .join('');
  expect(marked('Aa.b a.B', ['a.b'])).toBe('A[a.b] [a.B]');
  expect(marked('x(1)/y-z\\{$^|*+?}', ['(1)', '/y-z', '\\{$^|*+?}'])).toBe(
    'x[(1)][/y-z][\\{$^|*+?}]',
  );
  expect(marked('text', [])).toBe('text');
  expect(marked('text', [''])).toBe('text');
});
