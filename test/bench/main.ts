/**
 * Measures Understudy against yardsticks, in one run: see `docs/benchmarks.md`.
 *
 *     npm run bench -- [--quick] [--recorders] [--replayers] [--soak] [--only NAME]… [--seconds S] [--rounds N]
 *       [--minutes M] [--desktops N] [--exchanges N] [--megabytes N] [--gigabytes N]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { readOptions } from './options.js';
import { startLoadProcess, takeComplaints } from './processes.js';
import { scenarios } from './scenarios.js';

const { effort, sizes, only } = readOptions(process.argv.slice(2));
const start = performance.now();

console.log(
  `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${availableParallelism()} cores; ` +
    `${effort.rounds} rounds of ${effort.seconds} s each. Trust the ratios, not the rest.`,
);

const folder = mkdtempSync(path.join(tmpdir(), 'understudy-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const load = startLoadProcess();
try {
  for (const scenario of scenarios.filter(({ name }) => only.includes(name))) {
    const own = path.join(folder, scenario.name);
    mkdirSync(own);
    console.log(`\n${await scenario.run({ effort, sizes, folder: own, load })}`);
    for (const complaint of takeComplaints()) console.log(`\nBut ${complaint}.`);
    rmSync(own, { recursive: true });
  }
} finally {
  await load.stop();
}
console.log(`\nAll of it took ${((performance.now() - start) / 60_000).toFixed(1)} minutes.`);
