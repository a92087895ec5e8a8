/** The thread of a `Checkpointer`. */
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { type CheckpointerOrders, states } from './checkpointer-orders.js';

const { file, memory } = workerData as CheckpointerOrders;
const state = new Int32Array(memory);

function checkpoint(database: Database.Database): void {
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // A stranger's lock, or the disk is in trouble: the next commit tells.
  }
}

function serve(): void {
  const database = new Database(file, { fileMustExist: true, timeout: 0 });
  for (;;) {
    Atomics.wait(state, 0, states.idle);
    if (Atomics.load(state, 0) === states.stop) break;
    checkpoint(database);
    Atomics.compareExchange(state, 0, states.asked, states.idle);
    Atomics.notify(state, 0);
  }
  database.close();
}

try {
  serve();
} finally {
  Atomics.store(state, 0, states.ended);
  Atomics.notify(state, 0);
}
