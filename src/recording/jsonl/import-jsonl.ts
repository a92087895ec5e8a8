import type { Database } from 'better-sqlite3';
import { RecordingError } from '../../errors.js';
import { ColumnError, integer, type Row } from '../columns.js';
import { disorder } from '../disorder.js';
import type { ImportSummary } from '../import-summary.js';
import { createRecordingCopy } from '../recording-copy.js';
import { readInfo } from '../recording-info.js';
import { recordingTrouble } from '../recording-trouble.js';
import { SCHEMA_VERSION } from '../schema.js';
import { JSONL_FORMAT, JSONL_VERSION, LONGEST_LINE } from './form.js';
import { type InsertEvents, insertEvents } from './insert-events.js';
import { LineError } from './line-error.js';
import { LineValues } from './line-values.js';
import { parseLine } from './parse-line.js';
import { type NumberedLine, readLines } from './read-lines.js';

/** Lines between two looks at the signal. */
const LINES_AT_A_TIME = 64;

/** Editors on Windows begin files with it. */
const BYTE_ORDER_MARK = /^\ufeff/u;

/** Whether a file that begins so is a recording in lines. */
export function isJsonl(head: string): boolean {
  return new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${JSONL_FORMAT}"`, 'u').test(head);
}

/**
 * Makes the recording anew that was written as lines.
 *
 * @throws UsageError if the output exists or can't be made
 * @throws RecordingError if the file can't be read, a line is wrong or something is missing, the output can't be
 *   written, or at the signal; no output is left then
 */
export async function importJsonl(
  file: string,
  output: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ImportSummary> {
  const copy = createRecordingCopy(output);
  try {
    await takeLines(file, output, insertEvents(copy.database), signal);
    checkWhole(file, copy.database);
    const summary = summaryOf(output, copy.database);
    copy.finish();
    return summary;
  } catch (error) {
    copy.discard();
    throw copy.trouble(error);
  }
}

async function takeLines(
  file: string,
  output: string,
  events: InsertEvents,
  signal: AbortSignal | undefined,
): Promise<void> {
  let isFirst = true;
  for await (const line of trouble(file, readLines(file, LONGEST_LINE))) {
    if (line.number % LINES_AT_A_TIME === 0 && signal?.aborted === true) {
      throw new RecordingError(`${output} was not made: the import was stopped`, output);
    }
    told(file, line.number, () => {
      const text = isFirst ? line.text().replace(BYTE_ORDER_MARK, '') : line.text();
      if (text.trim() === '') return;
      const values = new LineValues(parseLine(text));
      if (isFirst) checkHeader(file, values);
      else events.add(values);
      isFirst = false;
    });
  }
  if (!events.ended) throw new RecordingError(`${file} is cut off: its last line is missing`, file);
}

/** What goes wrong with reading is told as trouble with the file. */
async function* trouble(
  file: string,
  lines: AsyncGenerator<NumberedLine>,
): AsyncGenerator<NumberedLine> {
  try {
    yield* lines;
  } catch (error) {
    throw recordingTrouble(file, error);
  }
}

function told(file: string, number: number, take: () => void): void {
  try {
    take();
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    throw new RecordingError(`${file} is damaged in line ${number}: ${error.message}`, file, {
      cause: error,
    });
  }
}

function checkHeader(file: string, values: LineValues): void {
  values.text('format');
  const version = values.count('version');
  if (version > JSONL_VERSION) {
    throw new RecordingError(
      `${file} was written by a newer Understudy: update this one (its form is ${version}, known is ${JSONL_VERSION})`,
      file,
    );
  }
  const schema = values.count('schema');
  if (schema !== SCHEMA_VERSION) {
    const age = schema > SCHEMA_VERSION ? 'a newer' : 'an older';
    throw new RecordingError(
      `${file} was written by ${age} Understudy: import it with that version (its schema is ${schema}, known is ${SCHEMA_VERSION})`,
      file,
    );
  }
  values.done();
}

/** What only shows when all is there. */
function checkWhole(file: string, database: Database): void {
  try {
    readInfo(database);
  } catch (error) {
    if (!(error instanceof ColumnError)) throw error;
    throw recordingTrouble(file, error);
  }
  for (const complaint of disorder(database)) {
    throw new RecordingError(`${file} is damaged: ${complaint.replace(/\.$/u, '')}`, file);
  }
}

function summaryOf(output: string, database: Database): ImportSummary {
  const count = (from: string): number =>
    integer(database.prepare(`SELECT count(*) AS count FROM ${from}`).get() as Row, 'count');
  return {
    format: 'jsonl',
    file: output,
    sessions: count('session'),
    exchanges: count('request'),
    calls: count("request WHERE kind = 'call'"),
    notifications: count('notification'),
    correlated: count('link'),
    warnings: [],
  };
}
