import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { RecordingError, UsageError } from './errors.js';
import { harChunks } from './har/export-har.js';
import { ColumnError } from './recording/columns.js';
import { writeJsonl } from './recording/jsonl/write-jsonl.js';
import { openDatabase } from './recording/open-database.js';
import { openRecording } from './recording/open-recording.js';
import { recordingTrouble } from './recording/recording-trouble.js';
import { linksOf } from './rules/links-of.js';
import { mustBeNew, writeNewFileFrom } from './write-new-file.js';

/** The forms that a recording can be exported in, each with what writes it piece by piece. */
const writers = {
  jsonl: chunksOf(writeJsonl),
  har: harOf,
} as const satisfies Readonly<Record<string, (file: string) => Iterable<string>>>;

export type ExportFormat = keyof typeof writers;

/** Names of the forms that `exportRecording` takes. */
export const EXPORT_FORMATS = Object.keys(writers) as readonly ExportFormat[];

export interface ExportOptions {
  readonly format: ExportFormat;
  /** The new file; it must not exist yet. Either this, or `write`. */
  readonly output?: string;
  /** Takes the export piece by piece; the next one comes when what it returns is fulfilled. */
  readonly write?: (chunk: string) => void | Promise<void>;
  /** Ends the work; no output is left then. */
  readonly signal?: AbortSignal;
}

/** What an export has written. */
export interface Exported {
  readonly format: ExportFormat;
  /** The recording. */
  readonly file: string;
  /** Null if it went to `write`. */
  readonly output: string | null;
  /** Bytes of UTF-8 that were written. */
  readonly bytes: number;
}

/** Characters that are handed on at once. */
const PIECE = 65_536;

/**
 * Writes a recording in another form. The recording is only read; of one that is being recorded, what is committed
 * by now is taken.
 *
 * @throws UsageError if the output exists or can't be made
 * @throws RecordingError if the recording can't be read, or at the signal
 */
export async function exportRecording(file: string, options: ExportOptions): Promise<Exported> {
  const { format, output, write, signal } = options;
  if (!Object.hasOwn(writers, format)) {
    throw new UsageError(`'${format}' is no format; known are ${EXPORT_FORMATS.join(', ')}`);
  }
  if ((output === undefined) === (write === undefined)) {
    throw new UsageError('an export goes either to output or to write; give one of them');
  }
  if (output !== undefined) mustBeNew(output, '--output');
  let bytes = 0;
  async function* pieces(): AsyncGenerator<string> {
    for (const piece of collected(writers[format](file))) {
      if (signal?.aborted === true) {
        throw new RecordingError(`${file} was not exported: it was stopped`, file);
      }
      bytes += Buffer.byteLength(piece);
      yield piece;
      await setImmediate();
    }
  }
  if (output !== undefined) await writeNewFileFrom(output, '--output', pieces());
  else for await (const piece of pieces()) await write?.(piece);
  return { format, file, output: output ?? null, bytes };
}

/** Opens the recording, and tells what goes wrong in one line. */
function chunksOf(
  lines: (database: Database.Database) => Iterable<string>,
): (file: string) => Iterable<string> {
  return function* (file) {
    const database = openDatabase(file);
    try {
      yield* lines(database);
    } catch (error) {
      const isOfFile = error instanceof ColumnError || error instanceof Database.SqliteError;
      throw isOfFile ? recordingTrouble(file, error) : error;
    } finally {
      database.close();
    }
  };
}

function* harOf(file: string): Generator<string> {
  const recording = openRecording(file);
  try {
    yield* harChunks(recording, linksOf(recording).links);
  } finally {
    recording.close();
  }
}

function* collected(chunks: Iterable<string>): Generator<string> {
  let piece = '';
  for (const chunk of chunks) {
    piece += chunk;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
