import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Durability } from '../../recording/durability.js';
import type { Clock } from '../../time/clock.js';
import { type Check, failure, fine, warning } from '../check.js';

/** So many show what is usual and what is slow. */
const commits = 100;
/** Milliseconds after which a slow disk has shown enough. */
const longest = 2_000;
/** About what an exchange takes. */
const row = Buffer.alloc(4096, 'x');

export interface CommitOptions {
  readonly durability: Durability;
  /** Milliseconds that a desktop waits for a commit. */
  readonly maxHold: number;
}

/** How long commits take where the recording goes: desktops wait for them. What is written for it is gone afterwards. */
export function commitsCheck(folder: string, options: CommitOptions, clock: Clock): Check {
  let own: string | undefined;
  try {
    own = mkdtempSync(path.join(folder, '.understudy-doctor-'));
    return commitsFor(timed(path.join(own, 'try.db'), options, clock), options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      'commits',
      `nothing can be written in ${folder} (${reason})`,
      'choose another --output',
    );
  } finally {
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
  }
}

/** @param times milliseconds of some commits */
export function commitsFor(
  times: readonly number[],
  { durability, maxHold }: CommitOptions,
): Check {
  const sorted = times.toSorted((a, b) => a - b);
  const [median = 0, slowest = 0] = [sorted[sorted.length >> 1], sorted.at(-1)];
  const found = `a commit takes ${milliseconds(median)}, the slowest of ${times.length} took ${milliseconds(slowest)}; desktops ${durability === 'relaxed' ? 'do not wait' : 'wait'} for it`;
  if (median > maxHold / 4) {
    return warning(
      'commits',
      found,
      `choose an --output on a faster disk: beyond --max-hold ${maxHold} desktops go on, and the recording gets a gap`,
    );
  }
  if (slowest > maxHold) {
    return warning(
      'commits',
      found,
      `if that comes often choose a faster disk, or a larger --max-hold than ${maxHold}: beyond it the recording gets a gap`,
    );
  }
  return fine('commits', found);
}

/** As the recorder writes, see `createRecording`. */
function timed(file: string, { durability }: CommitOptions, clock: Clock): readonly number[] {
  const database = new Database(file);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`);
    database.exec('CREATE TABLE try (content BLOB)');
    const insert = database.prepare('INSERT INTO try VALUES (?)');
    const times: number[] = [];
    const end = clock.now() + longest;
    while (times.length < commits && clock.now() < end) {
      const before = clock.now();
      insert.run(row);
      times.push(clock.now() - before);
    }
    return times;
  } finally {
    database.close();
  }
}

const milliseconds = (ms: number): string =>
  `${ms < 1 ? ms.toFixed(2) : ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
