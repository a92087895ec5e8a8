import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { pages } from './pages.js';
import { truePage } from './true-page.js';

describe('the documentation', () => {
  it.each(pages())(
    'is as `npm run docs` writes it: %s',
    async (page) => {
      expect(await truePage(page)).toBe(readFileSync(path.join(root, page), 'utf8'));
    },
    180_000,
  );
});
