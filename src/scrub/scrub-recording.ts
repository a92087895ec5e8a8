import Database from 'better-sqlite3';
import { ColumnError } from '../recording/columns.js';
import { openDatabase } from '../recording/open-database.js';
import { type Pause, pauses } from '../recording/pauses.js';
import { createRecordingCopy, type RecordingCopy } from '../recording/recording-copy.js';
import { recordingTrouble } from '../recording/recording-trouble.js';
import { sqliteRecording } from '../recording/sqlite-recording.js';
import { type TableRows, tableRows } from '../recording/table-rows.js';
import { type RedactOptions, redactRules } from '../redact/redact-options.js';
import { createRedactor } from '../redact/redactor.js';
import { recordedRules } from '../rules/recorded-rules.js';
import type { Rules } from '../rules/rules.js';
import { randomKey } from '../time/chance.js';
import { scrubLink } from './scrub-links.js';
import { createScrubber, type ScrubbedRow, type Scrubber } from './scrubber.js';

export interface ScrubOptions extends RedactOptions {
  /** The new recording's file; it must not exist yet. */
  readonly output: string;
  /** What rules files say; of them only `redact` counts. */
  readonly rules?: Rules;
  /** Key of the pseudonyms, 16 bytes or more; by default a new one, kept nowhere. */
  readonly key?: Uint8Array;
  /** Ends the work; no output is left then. */
  readonly signal?: AbortSignal;
}

/** What a scrub has done. */
export interface Scrubbed {
  readonly file: string;
  readonly output: string;
  readonly requests: Changes;
  readonly responses: Changes;
  /** Bayeux messages; most stand in a request or response too. */
  readonly messages: Changes;
}

interface Changes {
  readonly count: number;
  /** Those in which something was replaced. */
  readonly changed: number;
}

/**
 * Writes a new recording that is the old one with more redacted. The old file is only read; of one that is
 * being recorded, what is committed by now is taken. Only scrubbed rows are ever written to the new file, so
 * nothing of what was replaced is in it, on no page.
 *
 * @throws UsageError if the output exists or can't be made, or an option is wrong
 * @throws RecordingError if the recording can't be read or the output can't be written, or at the signal
 */
export async function scrubRecording(file: string, options: ScrubOptions): Promise<Scrubbed> {
  const redactor = createRedactor({
    key: options.key ?? randomKey(),
    rules: redactRules(options, options.rules?.redact),
  });
  const database = openDatabase(file);
  let copy: RecordingCopy | null = null;
  try {
    const { correlate } = recordedRules(sqliteRecording(file, database));
    const from = tableRows(database);
    const scrubber = createScrubber(redactor, correlate);
    copy = createRecordingCopy(options.output);
    const pause = pauses(options.output, 'scrub', options.signal);
    // All that is secret in headers is known before the first body is looked into.
    for (const head of from.heads()) {
      scrubber.learn(head);
      await pause();
    }
    const counts = await copyRows(from, copy, scrubber, pause);
    for (const link of from.links()) {
      copy.insert.link(scrubLink(link, from, copy.rows, correlate, scrubber.text));
      await pause();
    }
    copy.finish();
    return { file, output: options.output, ...counts };
  } catch (error) {
    copy?.discard();
    const isOfFile = error instanceof ColumnError || error instanceof Database.SqliteError;
    throw isOfFile ? recordingTrouble(file, error) : error;
  } finally {
    database.close();
  }
}

async function copyRows(
  from: TableRows,
  { insert }: RecordingCopy,
  scrubber: Scrubber,
  pause: Pause,
): Promise<Pick<Scrubbed, 'requests' | 'responses' | 'messages'>> {
  for (const { name, value } of from.facts()) insert.fact(name, value);
  for (const gap of from.gaps()) insert.gap({ ...gap, reason: scrubber.text(gap.reason) });
  for (const { id, startedAt } of from.sessions()) insert.session(id, startedAt);
  for (const { session, user } of from.users()) insert.user(session, scrubber.user(user));
  for (const { exchange, session } of from.assigned()) insert.assign(exchange, session);

  async function copied<T>(
    rows: Iterable<T>,
    scrub: (row: T) => ScrubbedRow<T>,
    add: (row: T) => void,
  ): Promise<Changes> {
    let count = 0;
    let changed = 0;
    for (const old of rows) {
      const { row, places } = scrub(old);
      add(row);
      count += 1;
      if (places.length > 0) changed += 1;
      await pause();
    }
    return { count, changed };
  }

  return {
    requests: await copied(from.requests(), scrubber.request, insert.request),
    responses: await copied(from.responses(), scrubber.response, insert.response),
    messages: await copied(from.messages(), scrubber.message, insert.message),
  };
}
