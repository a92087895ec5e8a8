import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { verifyRecording } from '../../../src/recording/verify.js';
import { understudy } from '../command.js';
import { missingFrom } from './missing-from.js';
import { digestOf, type Sightings } from './sightings.js';

export interface Expected {
  /** Verify with the command, which takes its time. */
  readonly byCommand?: boolean;
  /** Whether it may have come to its clean end before it was killed. */
  readonly mayBeWhole?: boolean;
}

/** All that is wrong with what a killed recorder left; a line each. It is read as it was found. */
export async function wrongWithKilled(
  file: string,
  seen: Sightings,
  { byCommand = false, mayBeWhole = false }: Expected = {},
): Promise<readonly string[]> {
  const before = filesBeside(file);
  const wrong = [...missingFrom(file, seen)];
  const found = byCommand ? await verifiedByCommand(file) : verifyRecording(file);
  const { whole, interrupted, gaps, errors } = found;
  if (whole === interrupted || (whole && !mayBeWhole) || gaps.length > 0 || errors.length > 0) {
    wrong.push(`verify says ${JSON.stringify(found)}`);
  }
  const after = filesBeside(file);
  if (after !== before) wrong.push(`reading changed files from ${before} to ${after}`);
  return [...wrong, ...complaintsOfSqlite(file)];
}

async function verifiedByCommand(file: string): Promise<ReturnType<typeof verifyRecording>> {
  const { status, stdout, stderr } = await understudy('verify', '--json', file);
  if (status !== 3 || stderr !== '') throw new Error(`verify ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** The recording's files with what is in them; `-shm` is memory that SQLite shares, and says nothing. */
export function filesBeside(file: string): string {
  const names = readdirSync(path.dirname(file)).filter((name) =>
    name.startsWith(path.basename(file)),
  );
  return names
    .sort()
    .map((name) => {
      if (name.endsWith('-shm')) return name;
      return `${name} ${digestOf(readFileSync(path.join(path.dirname(file), name)))}`;
    })
    .join(', ');
}

/** By SQLite alone, on a copy, for it takes the log in when it closes the file. */
function complaintsOfSqlite(file: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-killed-'));
  try {
    const copy = path.join(folder, 'copy.db');
    for (const suffix of ['', '-wal', '-journal']) {
      if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
    }
    const database = new Database(copy);
    const verdict = database.pragma('integrity_check', { simple: true });
    database.close();
    return verdict === 'ok' ? [] : [`SQLite says ${String(verdict)}`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
