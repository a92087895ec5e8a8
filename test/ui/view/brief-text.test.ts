import { expect, it } from 'vitest';
import { briefText } from '../../../src/ui/view/brief-text.js';

it('shows a name as it is, but for what could not be seen', () => {
  expect(briefText('monday.db')).toBe('monday.db');
  expect(briefText('a\u202eb')).toBe('a\\u202eb');
});

it('shows the beginning of what is no name', () => {
  expect(briefText('x'.repeat(1_000_000))).toBe(`${'x'.repeat(200)}…`);
});
