import Database from 'better-sqlite3';
import { UsageError } from '../errors.js';
import { ColumnError } from '../recording/columns.js';
import { countRows } from '../recording/count-rows.js';
import { openDatabase } from '../recording/open-database.js';
import { type Pause, pauses } from '../recording/pauses.js';
import { createRecordingCopy, type RecordingCopy } from '../recording/recording-copy.js';
import { readInfo } from '../recording/recording-info.js';
import { recordingTrouble } from '../recording/recording-trouble.js';
import type { RowCounts } from '../recording/row-counts.js';
import { type TableRows, tableRows } from '../recording/table-rows.js';
import { type Cast, castOf } from './cast.js';
import {
  type ExtractFilter,
  type ExtractOptions,
  operationFits,
  windowOf,
} from './extract-options.js';
import { traitsIn } from './extract-rows.js';
import { selectRows } from './select-rows.js';
import { type Selection, selectionIn } from './selection.js';

/** What an extraction has done. */
export interface Extracted extends RowCounts {
  readonly file: string;
  readonly output: string;
}

/** The fact of a recording that says what was extracted, as JSON. */
const EXTRACT_FACT = 'extract';

/** A part of one is no part of its series any more. */
const SERIES = new Set(['series', 'part', 'earlier']);

/**
 * Writes a new recording of what is asked for, and of what belongs to it: what calls caused, at whomever it is extracted of,
 * how those signed on, and what they subscribed to. Ids and places in wire order stay, and so do links of which both ends
 * are there. The file is only read.
 *
 * @throws UsageError if nothing fits, an option is wrong, or the output exists or can't be made
 * @throws RecordingError if the recording can't be read or the output can't be written, or at the signal; no output is left then
 */
export async function extractRecording(file: string, options: ExtractOptions): Promise<Extracted> {
  const { output, session = [], signal } = options;
  const window = windowOf(options);
  const fits = operationFits(options);
  const database = openDatabase(file);
  let copy: RecordingCopy | null = null;
  try {
    // Else what is extracted could not be opened.
    readInfo(database);
    const rows = tableRows(database);
    const traits = traitsIn(database);
    const pause = pauses(output, 'extraction', signal);
    const cast = await castOf(
      { file, rows, database, traits, wanted: session, window, fits },
      pause,
    );
    copy = createRecordingCopy(output);
    const selection = selectionIn(copy.database);
    const hasChosen = session.length > 0;
    await selectRows({ database, traits, cast, hasChosen, window, fits }, selection, pause);
    for (const { name, value } of rows.facts()) {
      if (name !== EXTRACT_FACT && !SERIES.has(name)) copy.insert.fact(name, value);
    }
    copy.insert.fact(EXTRACT_FACT, filterText(options));
    for (const gap of rows.gaps()) {
      if (gap.from <= window.to && gap.to >= window.from) copy.insert.gap(gap);
    }
    await copyRows(rows, copy, cast, selection, pause);
    const counts = countRows(copy.database);
    if (counts.exchanges === 0) {
      throw new UsageError(`nothing in ${file} fits; see 'understudy show' for what is in it`);
    }
    copy.finish();
    return { file, output, ...counts };
  } catch (error) {
    copy?.discard();
    const isOfFile = error instanceof ColumnError || error instanceof Database.SqliteError;
    throw isOfFile ? recordingTrouble(file, error) : error;
  } finally {
    database.close();
  }
}

/** What was asked for, times in ISO 8601. */
function filterText({ session, from, to, operation }: ExtractFilter): string {
  const time = (at: number | undefined) =>
    at === undefined ? undefined : new Date(at).toISOString();
  return JSON.stringify({ session, from: time(from), to: time(to), operation });
}

async function copyRows(
  rows: TableRows,
  { insert, database }: RecordingCopy,
  cast: Cast,
  selection: Selection,
  pause: Pause,
): Promise<void> {
  for (const { id, startedAt } of rows.sessions()) {
    if (cast.has(id)) insert.session(id, startedAt);
  }
  for (const { session, user } of rows.users()) if (cast.has(session)) insert.user(session, user);
  for (const row of rows.requests()) {
    if (selection.hasExchange(row.id)) insert.request(row);
    await pause();
  }
  for (const { exchange, session } of rows.assigned()) {
    if (selection.hasExchange(exchange)) insert.assign(exchange, session);
    await pause();
  }
  for (const row of rows.responses()) {
    if (selection.hasExchange(row.exchange)) insert.response(row);
    await pause();
  }
  for (const row of rows.messages()) {
    const isKept = selection.hasExchange(row.exchange) && !selection.leavesMessage(row.id);
    if (isKept) insert.message(row);
    await pause();
  }
  const isThere = database.prepare('SELECT 1 FROM notification WHERE message = ?');
  for (const link of rows.links()) {
    const hasBoth =
      selection.hasExchange(link.call) && isThere.get(link.notification) !== undefined;
    if (hasBoth) insert.link(link);
    await pause();
  }
}
