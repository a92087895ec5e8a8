import type { Database } from 'better-sqlite3';
import { copyAsIs } from '../recording/copy-as-is.js';
import { count } from '../recording/count.js';
import type { Link } from '../recording/exchange.js';
import type { Pause } from '../recording/pauses.js';
import { exchangeMarks, messageMarks } from '../recording/place-marks.js';
import type { RecordingCopy } from '../recording/recording-copy.js';
import { SERIES_FACTS } from '../recording/series.js';
import { type TableRows, tableRows } from '../recording/table-rows.js';
import type { Choice } from './choice.js';
import type { Extracted, ExtractFilter } from './extract-options.js';
import type { Wanted } from './wanted.js';

/** What is copied, and by what it was chosen. */
export interface Chosen {
  readonly choice: Choice;
  readonly wanted: Wanted;
  readonly filter: ExtractFilter;
  readonly linkOf: (notification: number) => Link | null;
  readonly pause: Pause;
}

export async function copyChosen(
  from: Database,
  copy: RecordingCopy,
  { choice, wanted, filter, linkOf, pause }: Chosen,
): Promise<Omit<Extracted, 'file' | 'output'>> {
  const rows = tableRows(from);
  const asIs = copyAsIs(from, copy);
  const counts = { exchanges: none(), calls: none(), messages: none(), notifications: none() };

  for (const { name, value } of rows.facts()) {
    // A part of one file of a series is no file of it.
    if (!SERIES_FACTS.includes(name)) copy.insert.fact(name, value);
  }
  copy.insert.fact('extracted', filterJson(filter));

  for (const { id, kind } of exchangeMarks(from)) {
    const isKept = choice.exchanges.has(id);
    tally(counts.exchanges, isKept);
    if (kind === 'call') tally(counts.calls, isKept);
    await pause();
    if (!isKept) continue;
    // Read as others will read it: what is damaged is not handed on.
    rows.request(id);
    rows.response(id);
    asIs.request(id);
    asIs.response(id);
  }
  for (const mark of messageMarks(from)) {
    const isKept = choice.keeps(mark);
    tally(counts.messages, isKept);
    if (mark.notifies) tally(counts.notifications, isKept);
    await pause();
    if (!isKept) continue;
    rows.message(mark.id);
    asIs.message(mark.id);
    if (mark.notifies) copyLink(mark.id, { choice, linkOf }, copy, asIs);
  }
  const sessions = copySessions(rows, copy);
  copyGaps(rows, copy, wanted, sessions.missing);
  return { sessions: { kept: sessions.kept, of: sessions.of }, ...counts };
}

/**
 * A link of which both ends are there. One that a killed recorder did not come to is written as whoever reads its file finds
 * it.
 */
function copyLink(
  notification: number,
  { choice, linkOf }: Pick<Chosen, 'choice' | 'linkOf'>,
  copy: RecordingCopy,
  asIs: ReturnType<typeof copyAsIs>,
): void {
  const link = linkOf(notification);
  if (link === null || !choice.exchanges.has(link.call)) return;
  asIs.link(notification);
  copy.insert.link(link);
}

/** Those that something is kept of; how many of them are not in the file, for they were lost in a gap. */
function copySessions(
  rows: TableRows,
  { database, insert }: RecordingCopy,
): { readonly kept: number; readonly of: number; readonly missing: number } {
  const wanted = new Set(
    database.prepare(`SELECT DISTINCT session FROM ${SESSIONS_OF_ROWS}`).pluck().all() as number[],
  );
  let [kept, of] = [0, 0];
  for (const { id, startedAt } of rows.sessions()) {
    of += 1;
    if (!wanted.has(id)) continue;
    kept += 1;
    insert.session(id, startedAt);
  }
  for (const { session, user } of rows.users()) {
    if (wanted.has(session)) insert.user(session, user);
  }
  return { kept, of, missing: count(database, MISSING) };
}

const SESSIONS_OF_ROWS = `(
  SELECT session FROM request WHERE session IS NOT NULL UNION SELECT session FROM request_session
)`;

const MISSING = `SELECT count(*) AS count FROM ${SESSIONS_OF_ROWS}
  WHERE session NOT IN (SELECT id FROM session)`;

/** Those within the window; all of them, if what is kept lacks something that one of them has swallowed. */
function copyGaps(
  rows: TableRows,
  { insert }: RecordingCopy,
  { from, to }: Wanted,
  missing: number,
): void {
  for (const gap of rows.gaps()) {
    if (missing > 0 || (gap.to >= from && gap.from < to)) insert.gap(gap);
  }
}

/** What was asked, as the fact of the new recording says it. */
function filterJson({ session = [], from, to, operation = [] }: ExtractFilter): string {
  return JSON.stringify({
    ...(session.length > 0 && { session }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(operation.length > 0 && { operation }),
  });
}

interface Tally {
  kept: number;
  of: number;
}

function none(): Tally {
  return { kept: 0, of: 0 };
}

function tally(counts: Tally, isKept: boolean): void {
  counts.of += 1;
  if (isKept) counts.kept += 1;
}
