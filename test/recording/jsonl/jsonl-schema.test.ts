import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeJsonl } from '../../../src/recording/jsonl/write-jsonl.js';
import { openDatabase } from '../../../src/recording/open-database.js';
import { temporaryFolder } from '../temporary-folder.js';
import { record, recordingPlan } from './arbitrary-recording.js';
import { recordStrays } from './stray-rows.js';

const folder = temporaryFolder();

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}

const schema = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../docs/jsonl.schema.json'), 'utf8'),
) as { readonly definitions: Readonly<Record<string, Schema>> };

function linesOf(file: string): Record<string, unknown>[] {
  const database = openDatabase(file);
  try {
    return Array.from(writeJsonl(database), (line) => JSON.parse(line));
  } finally {
    database.close();
  }
}

it('is fulfilled by every line of whatever recording, and says nothing that no line has', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  const seen = new Set<string>();
  let times = 0;
  const see = (event: string, line: object): void => {
    for (const [name, value] of Object.entries(line)) {
      seen.add(`${event}/${name}`);
      if (name === 'body') see('body', value as object);
      if (name === 'notification' && typeof value === 'object') see('notificationFacts', value);
    }
  };
  const seeAll = (file: string): void => {
    for (const line of linesOf(file)) {
      expect(validate(line), JSON.stringify({ line, errors: validate.errors })).toBe(true);
      const event = String(line.event ?? 'header');
      see(event === 'body' ? 'strayBody' : event, line);
    }
  };
  recordStrays(folder.path('strays.db'));
  seeAll(folder.path('strays.db'));
  fc.assert(
    fc.property(recordingPlan, (plan) => {
      times += 1;
      const file = folder.path(`${times}.db`);
      record(file, plan);
      seeAll(file);
    }),
    { numRuns: 100, seed: 7 },
  );
  // Only longer bodies are in pieces, and strays have what bodies have.
  const rare = /^(?:piece\/|strayBody\/|(?:body|message)\/(?:encodedPieces|pieces)$)/u;
  const known = Object.entries(schema.definitions).flatMap(([event, { properties }]) =>
    Object.keys(properties ?? {}).map((name) => `${event}/${name}`),
  );
  expect(known.filter((name) => !seen.has(name) && !rare.test(name))).toEqual([]);
}, 120_000);
