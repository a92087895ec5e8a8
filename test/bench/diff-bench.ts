/**
 * `npm run bench:diff`: what `diff` finds of what was planted in random days, and what it tells besides. Exit 1 if it
 * missed something or told of something that is no difference.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { diff } from '../../src/index.js';
import { runPairs, runPlants } from '../circle/run-plants.js';
import { describePairs, describePlants, describeRun } from './diff-figures.js';

const { values } = parseArgs({
  options: {
    plants: { type: 'string', default: '300' },
    pairs: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '4' },
  },
});
const number = (name: keyof typeof values): number => {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  process.stderr.write(`bench:diff: --${name} takes a whole number, not ${values[name]}\n`);
  process.exit(2);
};
const perDay = 25;
const from = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);

const folder = mkdtempSync(path.join(tmpdir(), 'understudy-plants-'));
try {
  const shared = { folder, atOnce: Math.max(number('at-once'), 1), compare: diff };
  const first = number('seed') * 1000;
  // Half of them on servers with the same ids, half on others.
  const days = from(first, Math.ceil(number('plants') / perDay));
  const halves = [days.filter((day) => day % 2 === 0), days.filter((day) => day % 2 === 1)];
  const plants = [];
  for (const [half, seeds] of halves.entries()) {
    const otherIds = half === 1;
    const runs = await runPlants({
      ...{ ...shared, otherIds, seeds, perDay: Math.min(perDay, number('plants')) },
      onRun: (run) => {
        const words = describeRun(run);
        if (words !== null) console.log(words);
      },
    });
    plants.push(...runs);
  }
  const pairs = await runPairs({ ...shared, seeds: from(first + 500, number('pairs')) });
  console.log(describePlants(plants));
  console.log(describePairs(pairs));
  const good =
    plants.every(({ outcome, falseAlarms }) => outcome === 'found' && falseAlarms.length === 0) &&
    pairs.every(({ falseAlarms }) => falseAlarms.length === 0);
  process.exitCode = good ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
