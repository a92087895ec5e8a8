import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { program, root, understudy } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { runProgram } from '../run-program.js';

const folder = temporaryFolder();
const recorded = path.join(root, 'recordings/everything.db');
const other = path.join(root, 'recordings/two-tabs.db');
const killer = path.join(root, 'test/cli/kill-in-the-midst.mjs');

/** What comes before `--output FILE`. */
const commands: Readonly<Record<string, () => readonly string[]>> = {
  merge: () => ['merge', recorded, other],
  scrub: () => ['scrub', recorded, '--redact', 'pii'],
  extract: () => ['extract', recorded, '--operation', '*'],
  'export as lines': () => ['export', recorded, '--format', 'jsonl'],
  'export as HAR': () => ['export', recorded, '--format', 'har'],
  'import of lines': () => ['import', folder.path('in.jsonl')],
  'import of a HAR': () => ['import', folder.path('in.har')],
  'diff with a report': () => ['diff', recorded, recorded, '--format', 'html'],
};

beforeEach(async () => {
  for (const format of ['jsonl', 'har']) {
    const output = folder.path(`in.${format}`);
    expect(
      await understudy('export', recorded, '--format', format, '--output', output),
    ).toMatchObject({ status: 0 });
  }
});

function killed(when: 'begun' | 'written' | 'named', args: readonly string[]) {
  return runProgram(process.execPath, ['--import', killer, program, ...args], {
    env: { KILL_WHEN: when },
  });
}

const partials = () => folder.files().filter((name) => name.startsWith('.out.partial-'));

describe.each(Object.keys(commands))('%s', (name) => {
  it.each(['begun', 'written'] as const)(
    'leaves nothing under the name of its output if it is killed when that is %s, and the next time what it left is gone',
    async (when) => {
      const args = [...(commands[name]?.() ?? []), '--output', folder.path('out')];
      expect(await killed(when, args)).toMatchObject({ status: null, stdout: '' });
      expect(partials()).not.toEqual([]);
      expect(existsSync(folder.path('out'))).toBe(false);

      expect(await understudy(...args)).toMatchObject({ status: 0 });
      expect(folder.files()).toEqual(['in.har', 'in.jsonl', 'out']);
    },
    60_000,
  );
});

it('has a whole output if it is killed when that has just its name', async () => {
  const args = ['merge', recorded, other, '--output', folder.path('out')];
  expect(await killed('named', args)).toMatchObject({ status: null });
  expect(await understudy('verify', folder.path('out'))).toMatchObject({ status: 0 });
  // One file with two names by now; the first stays.
  expect(await understudy('merge', recorded, '--output', folder.path('out'))).toMatchObject({
    status: 2,
  });
  expect(await understudy('verify', folder.path('out'))).toMatchObject({ status: 0 });
}, 60_000);

it('takes no half of a recording for one where a folder is one', async () => {
  const args = ['merge', recorded, other, '--output', folder.path('out')];
  await killed('written', args);
  writeFileSync(folder.path('x.txt'), '');
  expect(await understudy('show', folder.path('.'))).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('there is no recording in'),
  });
}, 60_000);
