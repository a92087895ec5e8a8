import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../../e2e/command.js';
import { type Chance, chanceFrom } from '../../e2e/kills/chance.js';
import { buildRecording } from '../../recording/build-recording.js';
import { runProgram } from '../../run-program.js';
import { lies, masses, recordPlain, seal, strangers } from './hostile-recordings.js';
import type { Order } from './play-process.js';
import { Player } from './player.js';
import { tellRandomLie } from './random-lie.js';

/** Files that are damaged by chance. */
const cases = Number(process.env.UNDERSTUDY_DAMAGES ?? 300);
const alone = process.env.UNDERSTUDY_DAMAGE_SEED;
const aloneLie = process.env.UNDERSTUDY_LIE_SEED;

let folder: string;
let plain: string;
const player = new Player();
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-hostile-'));
  plain = path.join(folder, 'plain.db');
  buildRecording(plain, recordPlain);
});
afterAll(() => {
  player.close();
  rmSync(folder, { recursive: true });
});

/** A recording on which this was done. */
function altered(change: (database: Database.Database) => void): string {
  const file = path.join(folder, 'altered.db');
  copyFileSync(plain, file);
  const database = new Database(file);
  database.unsafeMode();
  database.pragma('foreign_keys = OFF');
  change(database);
  database.close();
  return file;
}

const recordings = path.resolve(import.meta.dirname, '../../../recordings');
const PAGE = 4096;

/** Damages bytes as a disk, a hand or an enemy would. */
function damage(whole: Buffer, chance: Chance): Buffer {
  const bytes = Buffer.from(whole);
  const pages = bytes.length / PAGE;
  switch (chance.below(5)) {
    case 0:
      return bytes.subarray(0, chance.below(bytes.length));
    case 1:
      bytes.fill(
        chance.pick([0, 0xff, 0x0d]),
        chance.below(pages) * PAGE,
        chance.below(pages) * PAGE,
      );
      return bytes;
    case 2: {
      const [from, to] = [chance.below(pages) * PAGE, chance.below(pages) * PAGE];
      bytes.copyWithin(to, from, from + PAGE);
      return bytes;
    }
    default:
      for (let left = chance.magnitude(50); left > 0; left--) {
        const at = chance.below(chance.below(3) === 0 ? 200 : bytes.length);
        bytes[at] =
          chance.below(2) === 0 ? chance.below(256) : (bytes[at] ?? 0) ^ (1 << chance.below(8));
      }
      return bytes;
  }
}

/** Tells what came of a replay, which must be one of two things. */
async function outcomeOf(order: Order, name = ''): Promise<string> {
  const { kind, detail } = await player.play(order);
  expect(['refused', 'played'], `${name}: ${kind}, ${detail}`).toContain(kind);
  return kind;
}

describe('a recording that is damaged by chance', () => {
  it('is refused in one line or played, and never brings the stand-in down', async () => {
    const file = path.join(folder, 'damaged.db');
    const names = ['complete-tweet', 'two-tabs', 'medium-voice', 'plain'] as const;
    const all = Array.from({ length: cases }, (_, at) => at);
    const kinds = new Set<string>();
    for (const seed of alone === undefined ? all : [Number(alone)]) {
      const chance = chanceFrom('damage', seed);
      const name = chance.pick(names);
      const whole = name === 'plain' ? plain : path.join(recordings, `${name}.db`);
      writeFileSync(file, damage(readFileSync(whole), chance));
      const order = { file, whole, together: chance.below(2) === 0 };
      kinds.add(await outcomeOf(order, `UNDERSTUDY_DAMAGE_SEED=${seed} has it again`));
    }
    if (alone === undefined) expect([...kinds].sort()).toEqual(['played', 'refused']);
  }, 600_000);
});

/** A lie as the name of a test, and how it is told. */
const tellings = lies.map(
  ([about, sql, ...parameters]) =>
    [
      about,
      (): string =>
        altered((database) => {
          database.prepare(sql).run(...parameters);
          seal(database);
        }),
    ] as const,
);

describe('a recording that lies', () => {
  it.each(tellings)(
    'is refused in one line or played: %s',
    async (about, tell) => {
      const file = tell();
      const kind = await outcomeOf({ file, whole: plain, together: about.length % 2 === 0 });
      if (kind === 'played') return;
      const { status, stderr } = await runProgram(
        process.execPath,
        [program, 'replay', file, '--listen', '127.0.0.1:0'],
        { limit: 60_000 },
      );
      expect(stderr).toMatch(/^understudy: [^\n]*\n$/u);
      expect(status).toBe(3);
    },
    130_000,
  );

  it('is refused in one line or played, whatever lies it tells', async () => {
    const all = Array.from({ length: cases / 2 }, (_, at) => at);
    for (const seed of aloneLie === undefined ? all : [Number(aloneLie)]) {
      const chance = chanceFrom('lie', seed);
      const file = altered((database) => {
        for (let left = chance.magnitude(6); left > 0; left--) tellRandomLie(database, chance);
        seal(database);
      });
      const order = { file, whole: plain, together: chance.below(2) === 0 };
      await outcomeOf(order, `UNDERSTUDY_LIE_SEED=${seed} has it again`);
    }
  }, 600_000);

  it.each(strangers)(
    'is refused, or what stands beside our tables is left alone: %s',
    async (_, sql) => {
      await outcomeOf({ file: altered((database) => void database.exec(sql)), whole: plain });
    },
    90_000,
  );

  it.each(masses)(
    'does not keep the stand-in busy for ever: %s',
    async (_, sql) => {
      const file = altered((database) => {
        database.exec(sql);
        seal(database);
      });
      await outcomeOf({ file, whole: plain });
    },
    90_000,
  );
});

describe('the test of hostile recordings', () => {
  it('plays a recording that is none', async () => {
    expect(await player.play({ file: plain, whole: plain })).toEqual({
      kind: 'played',
      detail: '',
    });
  });

  it('notices a process that ends and one that hangs', async () => {
    const absent = path.join(folder, 'absent.db');
    expect((await player.play({ file: plain, whole: absent })).kind).toBe('died');
    const impatient = new Player(1);
    expect((await impatient.play({ file: plain, whole: plain })).kind).toBe('hung');
  });
});
