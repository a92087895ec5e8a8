/** The thread of `finishElsewhere`. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { FinishOrders } from './finish-orders.js';
import { foldLog } from './fold-log.js';

if (parentPort === null) throw new Error('finish-worker.js is a worker of a recorder');
const { file, endedAt, gaps } = workerData as FinishOrders;

/** Milliseconds that one statement waits for a lock that somebody else holds. */
const LOCK_TIMEOUT = 10_000;

/** How often it is tried once more to leave one file: about ten seconds. */
const FOLD_TRIES = 1_000;

const ENDED = `INSERT INTO fact (name, value)
  SELECT 'ended_at', ? WHERE NOT EXISTS (SELECT 1 FROM fact WHERE name = 'ended_at')`;

const GAP = `INSERT INTO gap (started_at, ended_at, reason)
  SELECT $from, $to, $reason
  WHERE NOT EXISTS (SELECT 1 FROM gap WHERE started_at = $from AND ended_at = $to)`;

function complete(database: Database.Database): void {
  try {
    database.transaction(() => {
      const gap = database.prepare(GAP);
      for (const { from, to, reason } of gaps) gap.run({ from, to, reason });
      if (endedAt !== null) database.prepare(ENDED).run(String(endedAt));
    })();
  } catch {
    // The disk is in trouble: readers take the recording for interrupted, which it is.
  }
}

const database = new Database(file, { fileMustExist: true, timeout: LOCK_TIMEOUT });
try {
  // From the first look on it holds the file open, as SQLite sees it.
  database.prepare('SELECT count(*) FROM fact').get();
  const alone = once(parentPort, 'message');
  parentPort.postMessage('open');
  await alone;
  complete(database);
  // Nobody holds anything up by waiting here.
  database.pragma('busy_timeout = 0');
  foldLog(database, FOLD_TRIES);
} finally {
  database.close();
  parentPort.close();
}
