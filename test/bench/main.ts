/**
 * Measures Understudy against yardsticks, in one run: see `docs/benchmarks.md`.
 *
 *     npm run bench -- [--quick] [--seconds S] [--rounds N] [--only NAME]…
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { figuresTable } from './figures-table.js';
import { startLoadProcess } from './processes.js';
import { runScenario } from './run-scenario.js';
import { scenarios } from './scenarios.js';
import { summarise } from './summarise.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});
const effort = {
  seconds: positive('seconds', values.seconds ?? (values.quick ? '0.1' : '1')),
  rounds: positive('rounds', values.rounds ?? (values.quick ? '1' : '5')),
};
/** The others differ from these in numbers alone. */
const quick = ['record-64', 'record-paced', 'record-websocket', 'replay-safe', 'replay-visits'];
const only = values.only ?? (values.quick ? quick : scenarios.map(({ name }) => name));
for (const name of only) {
  if (!scenarios.some((each) => each.name === name)) {
    throw new Error(
      `no scenario '${name}'; there are ${scenarios.map((each) => each.name).join(', ')}`,
    );
  }
}

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
    const samples = await runScenario(scenario, effort, folder, load);
    console.log(`\n${figuresTable(scenario, summarise(samples, scenario.yardstick))}`);
  }
} finally {
  await load.stop();
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0`);
  return value;
}
