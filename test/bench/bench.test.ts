import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { scenarios } from './scenarios.js';

const main = path.resolve(import.meta.dirname, '../../dist/test/bench/main.js');

/** One for each way to put on load; the others differ in numbers. */
const few = ['record-paced', 'record-websocket', 'replay-visits'];

it('prints a row of figures for each contender of each scenario', {
  timeout: 120_000,
}, async () => {
  const effort = ['--seconds', '0.02', '--rounds', '1', ...few.flatMap((name) => ['--only', name])];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...effort]);
  expect(stderr).toBe('');
  const chosen = scenarios.filter(({ name }) => few.includes(name));
  const rows = stdout
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, first]) => first?.replace(' (yardstick)', '')).toSorted()).toEqual(
    chosen.flatMap(({ title, contenders }) => [title, ...contenders]).toSorted(),
  );
  for (const [, , requests, ratio, ...rest] of rows) {
    if (requests?.endsWith('/s')) continue;
    expect(requests).toMatch(/^[\d,]+$/u);
    expect(ratio).toMatch(/^\d+\.\d\d \(\d+\.\d\d–\d+\.\d\d\)$/u);
    expect(rest).toHaveLength(6);
  }
});
