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

/** The pages for people who use it, the README first. */
export function pages(): string[] {
  const docs = readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  return ['README.md', ...docs.filter((page) => !notForReaders.includes(page)).sort()];
}
