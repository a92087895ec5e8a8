import Database from 'better-sqlite3';
import { verifyRecording } from '../../../src/recording/verify.js';
import type { Seen } from './questions.js';

/** What must not be: a line each. */
export function wrongWithSeries(
  files: readonly string[],
  seen: Seen,
  span: { readonly from: number; readonly to: number },
): readonly string[] {
  const wrong: string[] = [];
  const sum = { complete: 0, cut: 0, calls: 0, notifications: 0, links: 0, requests: 0 };
  let latest = { at: span.from, seq: 0 };
  for (const file of files) {
    const { whole, gaps, errors } = verifyRecording(file);
    if (!whole) wrong.push(`${file} is not whole: ${JSON.stringify({ gaps, errors })}`);
    const database = new Database(file, { readonly: true });
    const number = (sql: string): number => Number(database.prepare(sql).pluck().get());
    sum.complete += number(`SELECT count(*) FROM response WHERE outcome = 'complete'`);
    sum.cut += number(`SELECT count(*) FROM response WHERE outcome = 'cut-by-desktop'`);
    sum.calls += number(
      `SELECT count(*) FROM request JOIN response ON exchange = id WHERE kind = 'call'`,
    );
    sum.notifications += number('SELECT count(*) FROM notification');
    sum.links += number('SELECT count(*) FROM link');
    const backwards = number(
      `SELECT count(*) FROM (SELECT at, lag(at) OVER (ORDER BY seq) AS before FROM (${MOMENTS}))
       WHERE at < before`,
    );
    if (backwards > 0) wrong.push(`in ${file} time goes backwards ${backwards} times`);
    const [first, last] = ['ORDER BY seq', 'ORDER BY seq DESC'].map(
      (order) =>
        database.prepare(`SELECT at, seq FROM (${MOMENTS}) ${order}`).get() as typeof latest,
    );
    if (first !== undefined && (first.at < latest.at || first.seq <= latest.seq)) {
      wrong.push(`${file} begins before the one before it ends`);
    }
    latest = last ?? latest;
    database.close();
  }
  if (latest.at > span.to) wrong.push('the last thing happened after the end');
  const same = (what: string, found: number, wanted: number): void => {
    if (found !== wanted) wrong.push(`${what}: ${found} recorded, ${wanted} seen`);
  };
  same('exchanges that were answered', sum.complete, seen.answered);
  same('exchanges that were cut', sum.cut, seen.cut);
  same('calls', sum.calls, seen.calls + seen.visits);
  same('notifications', sum.notifications, seen.notifications);
  same('links', sum.links, seen.notifications);
  return wrong;
}

/** What is told in the moment in which it takes its place in wire order. */
const MOMENTS = `SELECT ended_at AS at, seq FROM response
  UNION ALL SELECT received_at, seq FROM message WHERE direction = 'to-desktop'`;
