/** `npm run readme`: puts the true output of each command into the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './command.js';
import { readmeExamples, withExamples } from './readme-examples.js';

const file = path.join(root, 'README.md');
const readme = readFileSync(file, 'utf8');
writeFileSync(file, withExamples(readme, await readmeExamples(readme)));
