import type { Database } from 'better-sqlite3';
import { count } from './count.js';

const DISORDERS: readonly (readonly [one: string, many: string, sql: string])[] = [
  [
    'place in wire order is taken twice',
    'places in wire order are taken twice',
    `SELECT count(*) - count(DISTINCT seq) AS count FROM (
       SELECT seq FROM request UNION ALL SELECT seq FROM response UNION ALL SELECT seq FROM message
     )`,
  ],
  [
    'answer ends before its request begins',
    'answers end before their requests begin',
    `SELECT count(*) AS count FROM response
     JOIN request ON request.id = response.exchange
     WHERE response.seq <= request.seq OR response.ended_at < request.started_at`,
  ],
  [
    'message lies outside of its exchange',
    'messages lie outside of their exchanges',
    `SELECT count(*) AS count FROM message
     JOIN request ON request.id = message.exchange
     LEFT JOIN response ON response.exchange = message.exchange
     WHERE message.seq <= request.seq OR message.seq >= response.seq`,
  ],
  [
    'link answers a call that was requested after its notification',
    'links answer calls that were requested after their notifications',
    `SELECT count(*) AS count FROM link
     JOIN request ON request.id = link.call
     JOIN message ON message.id = link.notification
     WHERE message.seq < request.seq`,
  ],
];

/** What stands in an order in which it can't have happened. */
export function* disorder(database: Database): Iterable<string> {
  for (const [one, many, sql] of DISORDERS) {
    const found = count(database, sql);
    if (found > 0) yield `${found} ${found === 1 ? one : many}.`;
  }
}
