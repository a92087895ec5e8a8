import { closeSync, existsSync, fchmodSync, lstatSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { RecordingError, UsageError } from '../errors.js';
import { type PartialFile, partialFile } from '../partial-file.js';
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
  /** What `beginRecording` gave: the file gets its name later, from whoever made this. */
  readonly partial?: PartialFile;
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
  const place = options.partial?.place ?? path.resolve(file);
  if (options.partial === undefined) claim(file, place);
  let database: Database.Database | null = null;
  try {
    database = new Database(place, { timeout: LOCK_TIMEOUT });
    prepare(database, options);
    if (options.after?.carry) carryOver(database, options.after.carry);
    const { startedAt, after } = options;
    return new SqliteWriter(place, database, startedAt, options, after?.lastBody);
  } catch (error) {
    database?.close();
    removeFiles(place);
    throw cannotCreate(file, error);
  }
}

/**
 * Begins a recording that nobody follows while it is made, readable by its owner only: it has its name only once it is whole, so
 * that whatever ends the process leaves no half of one. What it gives throws a UsageError if the name is taken in the end, a
 * RecordingError if it can't be written.
 *
 * @throws UsageError if it exists already or can't be made
 */
export function beginRecording(file: string): PartialFile {
  const absolute = path.resolve(file);
  mustBeFree(file, absolute);
  try {
    mkdirSync(path.dirname(absolute), { recursive: true });
    const partial = partialFile(absolute, 0o600);
    return {
      ...partial,
      publish() {
        try {
          mustBeFree(file, absolute);
          const log = COMPANIONS.find((suffix) => existsSync(partial.place + suffix));
          if (log !== undefined) throw new Error(`somebody has ${partial.place} open`);
          partial.publish();
        } catch (error) {
          throw error instanceof UsageError ? error : cannotName(file, error);
        }
      },
    };
  } catch (error) {
    throw cannotCreate(file, error);
  }
}

/** Takes the name, and nobody else can: the file is made here, empty and with the mode it keeps. */
function claim(file: string, absolute: string): void {
  mustBeFree(file, absolute);
  try {
    mkdirSync(path.dirname(absolute), { recursive: true });
    const descriptor = openSync(absolute, 'wx', 0o600);
    fchmodSync(descriptor, 0o600);
    closeSync(descriptor);
  } catch (error) {
    throw cannotCreate(file, error);
  }
}

function mustBeFree(file: string, absolute: string): void {
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
  if (isTaken(absolute)) throw exists(file);
}

/** Also by a link that leads nowhere. */
function isTaken(absolute: string): boolean {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // It can't be made, either, which says why.
    return false;
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
  if (code === 'EEXIST' && existsSync(file)) return exists(file);
  const reason =
    error instanceof Database.SqliteError
      ? reasonOf(error)
      : error instanceof Error
        ? error.message.split('\n', 1)[0]
        : String(error);
  return new UsageError(`cannot create ${file}: ${reason}`, { cause: error });
}

/** It was made, and could not be put in its place. */
function cannotName(file: string, error: unknown): UsageError | RecordingError {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return exists(file);
  return new RecordingError(`${file} can not be written: ${reasonOf(error)}`, file, {
    cause: error,
  });
}

function exists(file: string): UsageError {
  return new UsageError(`${file} exists already and is never overwritten; choose another output`);
}
