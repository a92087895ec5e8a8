import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './command.js';
import { readmeExamples, withExamples } from './readme-examples.js';

describe('the README', () => {
  it('shows the true output of each command', async () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    expect(withExamples(readme, await readmeExamples(readme))).toBe(readme);
  }, 60_000);
});
