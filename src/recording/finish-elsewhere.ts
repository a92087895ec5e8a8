import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { FinishOrders } from './finish-orders.js';

/**
 * Has another thread write what a file still lacks, and fold its log: a checkpoint may take seconds, in which commits
 * to the next file must go on. `database` is closed once that thread has the file open, for the last one that closes
 * has to wait for a checkpoint.
 *
 * @param orders null if the file is not where it was, so that nothing is to be done but to close
 * @param database a connection to the file that is not needed any more
 * @returns resolves when it is done, or can't be; then the log stays beside the file, from where readers take it
 */
export function finishElsewhere(orders: FinishOrders | null, database?: Database): Promise<void> {
  const close = (): void => {
    try {
      database?.close();
    } catch {
      // The disk is in trouble: what was committed is safe in the log.
    }
  };
  if (orders === null) {
    close();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./finish-worker.js', import.meta.url), { workerData: orders });
    } catch {
      close();
      resolve();
      return;
    }
    worker.on('message', () => {
      close();
      worker.postMessage('alone');
    });
    worker.on('error', () => {});
    worker.on('exit', () => {
      close();
      resolve();
    });
  });
}
