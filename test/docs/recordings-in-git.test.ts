import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { runProgram } from '../run-program.js';
import { fencesOf } from './fences.js';
import { readerFolder } from './reader-folder.js';

const reader = readerFolder();
afterAll(() => reader.remove());

const blocks = fencesOf(readFileSync(path.join(root, 'docs/jsonl.md'), 'utf8'));

/** Runs a line in the reader's repository. */
async function run(command: string): Promise<string> {
  const env = Object.fromEntries(Object.entries(reader.env).filter(([, value]) => value));
  const ended = await runProgram('bash', ['-c', command], {
    cwd: reader.path,
    env: env as Record<string, string>,
  });
  expect(ended.status, `${command}\n${ended.stderr}`).toBe(0);
  return ended.stdout;
}

it('shows in git what was said differently, as docs/jsonl.md says', async () => {
  const attributes = blocks.find(({ text }) => text.includes('diff=understudy'))?.text ?? '';
  const config = blocks.find(({ text }) => text.startsWith('git config'))?.text ?? '';
  const as = 'git -c user.name=reader -c user.email=reader@gws.test';
  await run('git init --quiet');
  writeFileSync(path.join(reader.path, '.gitattributes'), attributes);
  await run(config);
  const recording = path.join(reader.path, 'monday.db');
  copyFileSync(path.join(root, 'recordings/two-tabs.db'), recording);
  await run(`git add -f monday.db .gitattributes && ${as} commit --quiet -m recorded`);
  copyFileSync(path.join(root, 'recordings/complete-tweet.db'), recording);
  const told = await run('git diff monday.db');
  expect(told).toMatch(/^-\{"event":"session",.*"user":"a1"/mu);
  expect(told).toMatch(/^\+\{"event":"session",.*"user":"s1"/mu);
});

it('has lines in git whose ends nobody changes', () => {
  const attributes = blocks.find(({ text }) => text.includes('*.jsonl'));
  expect(attributes?.text).toBe('*.jsonl text eol=lf\n');
});
