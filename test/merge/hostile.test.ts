import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { UnderstudyError } from '../../src/errors.js';
import { extractRecording } from '../../src/extract/extract-recording.js';
import { mergeRecordings } from '../../src/merge/merge-recordings.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { chanceFrom } from '../e2e/kills/chance.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import {
  lies,
  masses,
  recordPlain,
  seal,
  strangers,
} from '../replay/hostile/hostile-recordings.js';
import { tellRandomLie } from '../replay/hostile/random-lie.js';

const folder = temporaryFolder();
const altered = (): string => folder.path('altered.db');
const plain = (): string => folder.path('plain.db');

beforeEach(() => {
  buildRecording(altered(), recordPlain);
  buildRecording(plain(), (b) => {
    b.pass(55);
    recordPlain(b);
  });
});

function alter(change: (database: Database.Database) => void): void {
  const database = new Database(altered());
  database.unsafeMode();
  database.pragma('foreign_keys = OFF');
  change(database);
  database.close();
}

/** Whatever it holds, there is a recording in the end, or one line and no file. */
async function bearsIt(): Promise<void> {
  const output = folder.path('output.db');
  const works = [
    () => mergeRecordings([altered(), plain()], { output }),
    () => mergeRecordings([plain(), altered()], { output, label: 'x', target: 'http://x.test' }),
    () => mergeRecordings([altered()], { output }),
    () => extractRecording(altered(), { output }),
    () => extractRecording(altered(), { output, session: ['1'], operation: ['*'], from: 0 }),
  ];
  for (const work of works) {
    try {
      await work();
      verifyRecording(output);
      rmSync(output);
    } catch (error) {
      if (!(error instanceof UnderstudyError)) throw error;
      expect(error.message).not.toContain('\n');
    }
    expect(folder.files()).toEqual(['altered.db', 'plain.db']);
  }
}

describe('merge and extract', () => {
  it.each(lies.map((lie) => [lie[0], lie] as const))(
    'bear %s',
    async (_about, lie) => {
      const [, sql, ...parameters] = lie;
      alter((database) => {
        database.prepare(sql).run(...parameters);
        seal(database);
      });
      await bearsIt();
    },
    120_000,
  );

  it.each(masses)(
    'bear %s',
    async (_about, sql) => {
      alter((database) => {
        database.exec(sql);
        seal(database);
      });
      await bearsIt();
    },
    120_000,
  );

  it.each(strangers)('bear %s', async (_about, sql) => {
    alter((database) => void database.exec(sql));
    await bearsIt();
  });

  it.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    'bear random lies (seed %d)',
    async (seed) => {
      const chance = chanceFrom(seed);
      alter((database) => {
        for (let left = 1 + chance.below(4); left > 0; left -= 1) tellRandomLie(database, chance);
        seal(database);
      });
      await bearsIt();
    },
  );

  it.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    'bear damage (seed %d)',
    async (seed) => {
      const chance = chanceFrom(seed);
      copyFileSync(altered(), folder.path('whole.db'));
      const bytes = readFileSync(folder.path('whole.db'));
      rmSync(folder.path('whole.db'));
      if (chance.below(4) === 0) {
        writeFileSync(altered(), bytes.subarray(0, chance.below(bytes.length)));
      } else {
        const pages = bytes.length / 4096;
        const [from, to] = [chance.below(pages) * 4096, chance.below(pages) * 4096];
        bytes.copyWithin(to, from, from + 4096);
        writeFileSync(altered(), bytes);
      }
      await bearsIt();
    },
  );
});
