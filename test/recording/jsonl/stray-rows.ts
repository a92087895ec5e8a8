import Database from 'better-sqlite3';
import { buildRecording } from '../build-recording.js';

/** A recording that lost in a gap what other rows refer to; a few of them more than a gap ever takes. */
export function recordStrays(file: string): void {
  buildRecording(file, (b) => {
    const session = b.session('ann');
    const call = b.exchange({ session, path: '/a', requestBody: 'x', responseBody: 'y' });
    const notification = b.notification({ session, data: { a: 1 } });
    b.link({ call, notification });
    b.gap({ from: 1, to: 2, reason: 'disk full' });
  });
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  for (const sql of [
    'INSERT INTO request_session (exchange, session) VALUES (1, 1)',
    ...['request', 'message', 'session'].map((table) => `DELETE FROM ${table}`),
    "INSERT INTO notification (message, data) VALUES (77, 'anything')",
  ]) {
    database.exec(sql);
  }
  database.close();
}
