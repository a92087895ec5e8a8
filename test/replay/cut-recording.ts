import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/** A copy of a recording that begins later: all before a place in wire order is missing, as if the recorder had been started then. */
export function cutRecording(file: string, from: number, output: string): void {
  copyFileSync(file, output);
  const database = new Database(output);
  database.pragma('foreign_keys = OFF');
  database.exec(`
    DELETE FROM request WHERE seq < ${from} AND kind <> 'websocket';
    DELETE FROM response WHERE exchange NOT IN (SELECT id FROM request);
    DELETE FROM message WHERE seq < ${from} OR exchange NOT IN (SELECT id FROM request);
    DELETE FROM notification WHERE message NOT IN (SELECT id FROM message);
    DELETE FROM link WHERE notification NOT IN (SELECT message FROM notification)
      OR call NOT IN (SELECT id FROM request);
    DELETE FROM request_session WHERE exchange NOT IN (SELECT id FROM request);
  `);
  database.close();
}
