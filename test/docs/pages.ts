import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../e2e/command.js';

/** What describes the project itself, for those who work on it. */
const notForReaders = [
  'docs/benchmarks.md',
  'docs/contract.md',
  'docs/design.md',
  'docs/domain.md',
];

/** The pages in `docs/` for people who use it. */
export function pages(): string[] {
  return readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .filter((page) => !notForReaders.includes(page))
    .sort();
}
