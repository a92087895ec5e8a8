/** `npm run docs`: puts the true output of each command into the pages; those that are named, else all. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../e2e/command.js';
import { pages } from './pages.js';
import { missingTools, tellMissing } from './tools.js';
import { truePage } from './true-page.js';

const named = process.argv.slice(2);
for (const page of named.length > 0 ? named : ['README.md', ...pages()]) {
  const missing = missingTools(readFileSync(path.join(root, page), 'utf8'));
  if (missing.length > 0) {
    tellMissing(page, missing);
    continue;
  }
  console.log(page);
  writeFileSync(path.join(root, page), await truePage(page));
}
