import type { Database } from 'better-sqlite3';
import { RecordingError } from '../errors.js';
import { count } from './count.js';
import { dangling } from './dangling.js';
import { disorder } from './disorder.js';
import { isoTime } from './iso-time.js';
import { openDatabase } from './open-database.js';
import type { RecordedExchange, Recording } from './reader.js';
import { recordingTrouble } from './recording-trouble.js';
import { sqliteRecording } from './sqlite-recording.js';

/** An exchange whose end is not in the recording. */
export type OpenExchange = Pick<RecordedExchange, 'id' | 'kind' | 'method' | 'path' | 'operation'>;

/** What is found when a recording is checked. */
export interface Verification {
  /** No gaps, not interrupted, no errors. */
  readonly whole: boolean;
  /** Whether it has no clean end: its recorder was killed, or is still at work. */
  readonly interrupted: boolean;
  readonly openExchanges: number;
  /** The first few of them in wire order, as far as they can be read. */
  readonly firstOpen: readonly OpenExchange[];
  /** Times are ISO 8601 UTC. */
  readonly gaps: readonly {
    readonly from: string;
    readonly to: string;
    readonly reason: string;
  }[];
  /** Sentences. */
  readonly errors: readonly string[];
}

/** How many open exchanges are named. */
const MOST_OPEN = 5;

/** How many complaints of SQLite's own check are told. */
const MOST_COMPLAINTS = 20;

/**
 * Checks a recording from end to end, which takes a while for a large one.
 *
 * @throws RecordingError if it can't be opened at all
 */
export function verifyRecording(file: string): Verification {
  const database = openDatabase(file);
  try {
    const recording = sqliteRecording(file, database);
    const { interrupted, gaps } = recording.info;
    const errors = [...complaints(database)];
    const firstOpen: OpenExchange[] = [];
    if (errors.length === 0) {
      errors.push(...unreadable(recording, firstOpen), ...disorder(database));
      // What a row refers to may have been lost in a gap, which is told already.
      if (gaps.length === 0) errors.push(...dangling(database, recording.info.series));
    }
    return {
      whole: !interrupted && gaps.length === 0 && errors.length === 0,
      interrupted,
      openExchanges: count(database, OPEN_EXCHANGES),
      firstOpen,
      gaps: gaps.map(({ from, to, reason }) => ({ from: isoTime(from), to: isoTime(to), reason })),
      errors,
    };
  } catch (error) {
    throw recordingTrouble(file, error);
  } finally {
    database.close();
  }
}

const OPEN_EXCHANGES = `
  SELECT count(*) AS count FROM request
  LEFT JOIN response ON response.exchange = request.id
  WHERE response.exchange IS NULL`;

function* complaints(database: Database): Iterable<string> {
  const found = database.pragma(`integrity_check(${MOST_COMPLAINTS})`) as {
    integrity_check: string;
  }[];
  for (const { integrity_check } of found) {
    if (integrity_check === 'ok') continue;
    const lines = integrity_check.split('\n').map((line) => line.trim());
    yield `The file is damaged: ${lines.join(' ')}.`;
  }
}

/** Reads every row once, as those do who use the recording, and collects the first open exchanges. */
function* unreadable(recording: Recording, firstOpen: OpenExchange[]): Iterable<string> {
  try {
    for (const exchange of recording.exchanges()) {
      void [exchange.requestBody, exchange.responseBody];
      const { id, kind, method, path, operation, outcome } = exchange;
      if (outcome === 'open' && firstOpen.length < MOST_OPEN) {
        firstOpen.push({ id, kind, method, path, operation });
      }
    }
    for (const message of recording.messages()) void message;
    recording.sessions();
    recording.links();
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    yield `${error.message}.`;
  }
}
