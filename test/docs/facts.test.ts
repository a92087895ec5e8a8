import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { environment } from '../../cli/environment.js';
import { exitStatuses } from '../../cli/exit-statuses.js';
import { rankedRules } from '../../src/correlate/rules/ranked-rules.js';
import { TABLES } from '../../src/recording/schema.js';
import { VIEWS } from '../../src/recording/views.js';
import { unansweredWords, unsolicitedWords } from '../../src/report/why-words.js';
import { root, understudy } from '../e2e/command.js';

const page = (name: string): string => readFileSync(path.join(root, 'docs', name), 'utf8');

/** The first cells of the rows below a heading, without their backquotes. */
function firstCells(text: string, heading: string): string[] {
  const [, section = ''] =
    new RegExp(`^## ${heading}$(.*?)(?=^## |(?![^]))`, 'msu').exec(text) ?? [];
  return Array.from(section.matchAll(/^\| `([^`]+)` \|/gmu), ([, cell = '']) => cell);
}

function columnsOf(view: string): string[] {
  const database = new Database(':memory:');
  for (const sql of [...Object.values(TABLES), ...Object.values(VIEWS)]) database.exec(sql);
  const columns = database.pragma(`table_info(${view})`) as { name: string }[];
  database.close();
  return columns.map(({ name }) => name);
}

/** All that the command may print: the sources, with texts that are put together of parts. */
function sources(): string {
  return ['src', 'cli']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
    )
    .join('\n');
}

it.each(Object.keys(VIEWS))('tells all columns of the view %s in docs/file-format.md', (view) => {
  const own =
    view === 'calls'
      ? columnsOf(view).filter((name) => !columnsOf('exchanges').includes(name))
      : columnsOf(view);
  expect(firstCells(page('file-format.md'), view)).toEqual(own);
});

it('tells in docs/correlation.md why there is no link, in the words of the command', () => {
  const told = firstCells(page('correlation.md'), 'Why a call or a notification has no link');
  const words = [...Object.values(unansweredWords), ...Object.values(unsolicitedWords)];
  expect(told.sort()).toEqual(words.sort());
});

it('tells in docs/correlation.md all rules, the strongest first', () => {
  const names = new Set(rankedRules.map(({ name }) => name));
  names.delete('copy');
  expect(firstCells(page('correlation.md'), 'The rules, the strongest first')).toEqual([...names]);
});

it('quotes in docs/troubleshooting.md what the command says', () => {
  const prose = page('troubleshooting.md').replace(/^```[\s\S]*?^```$/gmu, '');
  const quotes = Array.from(prose.matchAll(/`([a-z']+ [a-z' :]+)`/gu), ([, quote = '']) => quote);
  const commands = /^(?:understudy|npx|kill|npm|sqlite) /u;
  const all = sources();
  expect(quotes.length).toBeGreaterThan(5);
  expect(quotes.filter((quote) => !commands.test(quote) && !all.includes(quote))).toEqual([]);
});

it('knows every exit status and every variable that the sources have', () => {
  const all = sources();
  const statuses = exitStatuses.map(({ status }) => status);
  expect(statuses).toEqual([0, 1, 2, 3, 4, 70, 126, 127, 128]);
  expect(all).toContain('export type ExitStatus = 1 | 2 | 3 | 4;');
  expect(all).toContain('const internalError = 70;');
  expect(all).toContain('readonly status: 126 | 127;');
  expect(all).toContain('return 128 + ');
  const read = Array.from(
    all.matchAll(/\benv\.([A-Z_]+)\b|\b(UNDERSTUDY_(?:ADMIN|PASSWORD|AUTH)\w+?_?)(?=\b|\$)/gu),
    ([, own, named]) => own ?? named ?? '',
  );
  const known = environment.map(({ name }) => name.replace('<USER>', ''));
  expect([...new Set(read)].filter((name) => !known.includes(name))).toEqual([]);
});

it('tells exit statuses and the environment in --help', async () => {
  const { stdout } = await understudy('--help');
  // Long ones go on below themselves, so that they fit the terminal.
  const unwrapped = stdout.replace(/\n {5,}/gu, ' ');
  for (const { status, meaning } of exitStatuses) {
    expect(unwrapped).toMatch(new RegExp(`^  ${status} +${meaning}$`, 'mu'));
  }
  for (const { name } of environment) expect(stdout).toContain(`\n  ${name} `);
});
