import Database from 'better-sqlite3';
import { ColumnError } from '../recording/columns.js';
import { openDatabase } from '../recording/open-database.js';
import { pauses } from '../recording/pauses.js';
import { createRecordingCopy, type RecordingCopy } from '../recording/recording-copy.js';
import { recordingTrouble } from '../recording/recording-trouble.js';
import { sqliteRecording } from '../recording/sqlite-recording.js';
import { linkLookup } from '../rules/link-lookup.js';
import { mustBeNew } from '../write-new-file.js';
import { choose } from './choose.js';
import { copyChosen } from './copy-chosen.js';
import type { Extracted, ExtractOptions } from './extract-options.js';
import { wantedOf } from './wanted.js';

/**
 * Writes a new recording that is a part of the old one: what is wanted, what that caused, and what it takes to play it. All rows are
 * as they were, with their ids; the old file is only read. Of one that is being recorded, what is committed by now is taken.
 *
 * @throws UsageError if the output exists or can't be made, an option is wrong, or nothing fits
 * @throws RecordingError if the recording can't be read or the output can't be written, or at the signal; no output is left then
 */
export async function extractRecording(
  file: string,
  { output, signal, ...filter }: ExtractOptions,
): Promise<Extracted> {
  mustBeNew(output, '--output');
  const database = openDatabase(file);
  let copy: RecordingCopy | null = null;
  try {
    const recording = sqliteRecording(file, database);
    const linkOf = linkLookup(recording);
    const wanted = wantedOf(recording, filter);
    const pause = pauses(output, 'extraction', signal);
    const patterns = filter.operation ?? [];
    const choice = await choose(recording, database, linkOf, wanted, patterns, pause);
    copy = createRecordingCopy(output);
    const counts = await copyChosen(database, copy, { choice, wanted, filter, linkOf, pause });
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
