import { closeSync, existsSync, fchmodSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { UsageError } from '../errors.js';
import { type CarryOver, carryOver } from './carry-over.js';
import type { Durability } from './durability.js';
import type { Gap } from './exchange.js';
import { insertRows } from './insert-rows.js';
import { COMPANIONS, removeFiles } from './remove-files.js';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.js';
import { SqliteWriter } from './sqlite-writer.js';
import { VIEWS } from './views.js';
import { reasonOf } from './write-trouble.js';
import type { WriterListeners } from './writer-listeners.js';

export interface CreateRecordingOptions extends WriterListeners {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** What is known of the recording as a whole, such as `label` and `target`. */
  readonly facts?: Readonly<Record<string, string>>;
  /** By default `normal`. */
  readonly durability?: Durability;
  /** What this file of a series goes on from. */
  readonly after?: PartBefore;
}

/** The file before in a series, as the next one sees it. */
export interface PartBefore {
  /** The highest id of a body so far. */
  readonly lastBody: number;
  /** Null if nothing can be taken over: the file before is in trouble. */
  readonly carry: CarryOver | null;
  /** A stretch that could not be recorded there and ends with this file's beginning. */
  readonly gap: Gap | null;
}

/** Milliseconds that one attempt waits for a lock that a stranger holds. */
const LOCK_TIMEOUT = 100;

/**
 * Makes a new recording, readable by its owner only, with the folders it needs.
 *
 * @throws UsageError if the file exists already or can't be made; no file is left then
 */
export function createRecording(file: string, options: CreateRecordingOptions): SqliteWriter {
  const absolute = path.resolve(file);
  claim(file, absolute);
  let database: Database.Database | null = null;
  try {
    database = new Database(absolute, { timeout: LOCK_TIMEOUT });
    prepare(database, options);
    if (options.after?.carry) carryOver(database, options.after.carry);
    const { startedAt, after } = options;
    return new SqliteWriter(absolute, database, startedAt, options, after?.lastBody);
  } catch (error) {
    database?.close();
    removeFiles(absolute);
    throw cannotCreate(file, error);
  }
}

/**
 * Takes the name, and nobody else can: the file is made here, empty and with the mode it keeps.
 *
 * @throws UsageError if it exists already or can't be made
 */
export function claim(file: string, absolute: string): void {
  if (absolute !== absolute.trim()) {
    // better-sqlite3 would trim it and make another file.
    throw new UsageError(`output '${file}' ends in a blank; choose another output`);
  }
  // SQLite would take them for its own and play them into the new file.
  const stale = COMPANIONS.find((suffix) => existsSync(absolute + suffix));
  if (stale !== undefined && !existsSync(absolute)) {
    throw new UsageError(`${file}${stale} belongs to another recording; choose another output`);
  }
  // And whoever writes to the other recording next would remove this one.
  const companion = COMPANIONS.find((suffix) => absolute.endsWith(suffix));
  if (companion !== undefined && existsSync(absolute.slice(0, -companion.length))) {
    throw new UsageError(
      `${file} is the name of a log of another recording; choose another output`,
    );
  }
  try {
    mkdirSync(path.dirname(absolute), { recursive: true });
    const descriptor = openSync(absolute, 'wx', 0o600);
    fchmodSync(descriptor, 0o600);
    closeSync(descriptor);
  } catch (error) {
    throw cannotCreate(file, error);
  }
}

function prepare(
  database: Database.Database,
  { startedAt, facts, durability, after }: CreateRecordingOptions,
): void {
  database.pragma('foreign_keys = OFF');
  // First of all, so that the file has its tables only once it has a log (see `openReadOnly`).
  database.pragma('journal_mode = WAL');
  database.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`);
  database.pragma('wal_autocheckpoint = 0');
  database.transaction(() => {
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${SCHEMA_VERSION}`);
    for (const sql of [...Object.values(TABLES), ...Object.values(VIEWS)]) database.exec(sql);
    const insert = database.prepare('INSERT INTO fact (name, value) VALUES (?, ?)');
    insert.run('started_at', String(startedAt));
    for (const [name, value] of Object.entries(facts ?? {})) insert.run(name, value);
    if (after?.gap) insertRows(database).gap(after.gap);
  })();
}

function cannotCreate(file: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST' && existsSync(file)) {
    return new UsageError(`${file} exists already and is never overwritten; choose another output`);
  }
  const reason =
    error instanceof Database.SqliteError
      ? reasonOf(error)
      : error instanceof Error
        ? error.message.split('\n', 1)[0]
        : String(error);
  return new UsageError(`cannot create ${file}: ${reason}`, { cause: error });
}
