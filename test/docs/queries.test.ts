import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { type Fence, fencesOf } from './fences.js';
import { queryHere } from './queries.js';
import { inDuckdb, inSqlite, whyNoDuckdb } from './query-shells.js';
import { hasTool, tellMissing } from './tools.js';

const page = readFileSync(path.join(root, 'docs/queries.md'), 'utf8');
const queries = fencesOf(page).filter(({ marks }) => marks.query !== undefined);

/** Each query with the question above it. */
const asked = queries.map((query) => {
  const above = page.split('\n').slice(0, query.line).join('\n');
  return [above.match(/(?<=^## ).+$/gmu)?.at(-1) ?? '', query] as const;
});

/** What a shell prints of the same values: their text, a whole number perhaps with a fraction of 0. */
function expected(query: Fence): string[][] {
  return queryHere(query).rows.map((row) =>
    row.map((value) => (value === null ? '(null)' : String(value))),
  );
}

const plain = (rows: readonly string[][]): string[][] =>
  rows.map((row) => row.map((cell) => cell.replace(/^(-?\d+)\.0$/u, '$1')));

describe('the queries in docs/queries.md', () => {
  it('are more than a dozen, each a question of its own', () => {
    expect(new Set(asked.map(([question]) => question)).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThan(12);
  });

  it.each(asked)('only read, and find something: %s', (_, query) => {
    expect(queryHere(query).rows).not.toEqual([]);
  });

  it('are refused here where they would write', () => {
    const marks = { query: 'recordings/two-tabs.db' };
    const write = { line: 1, language: 'sql', text: 'DELETE FROM link', marks };
    expect(() => queryHere(write)).toThrow('a query that writes');
  });

  const sqlite = hasTool('sqlite3');
  if (!sqlite && !process.env.CI) tellMissing('docs/queries.md', ['sqlite3']);
  it.skipIf(!sqlite && !process.env.CI).each(asked)(
    'give the same in the sqlite3 shell: %s',
    async (_, query) => {
      if (!sqlite) tellMissing('docs/queries.md', ['sqlite3']);
      expect(plain(await inSqlite(query))).toEqual(expected(query));
    },
  );

  it('give the same in DuckDB, where it can be had', async ({ skip }) => {
    const why = hasTool('duckdb') ? await whyNoDuckdb() : 'no duckdb is on PATH';
    if (why !== null) {
      console.log(`docs/queries.md is not put to DuckDB: ${why}`);
      skip(why);
    }
    for (const [question, query] of asked) {
      expect(plain(await inDuckdb(query)), question).toEqual(expected(query));
    }
  });
});
