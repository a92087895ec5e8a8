import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { pages } from './pages.js';
import { missingTools, tellMissing } from './tools.js';
import { truePage } from './true-page.js';

describe('the documentation', () => {
  it.for(pages())(
    'is as `npm run docs` writes it: %s',
    // A page takes up to twenty seconds alone.
    { timeout: 240_000 },
    async (page, { skip }) => {
      const text = readFileSync(path.join(root, page), 'utf8');
      const missing = missingTools(text);
      if (missing.length > 0) skip(tellMissing(page, missing));
      expect(await truePage(page)).toBe(text);
    },
  );
});
