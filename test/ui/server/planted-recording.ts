import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { checksum } from '../../../src/recording/checksum.js';

/** A copy of a recording as it would be of a server that says other texts in its answers and notifications. */
export function plantedRecording(
  original: string,
  file: string,
  planted: (text: string) => string,
): string {
  copyFileSync(original, file);
  const database = new Database(file);
  try {
    const setBody = database.prepare(
      'UPDATE body SET content = ?, encoded = NULL, encoding = NULL, length = ?, checksum = ? WHERE id = ?',
    );
    const bodies = database
      .prepare(
        'SELECT id, content FROM body WHERE is_text = 1 AND id IN (SELECT body FROM response)',
      )
      .all() as { id: number; content: Buffer }[];
    for (const { id, content } of bodies) {
      const before = content.toString();
      const after = planted(before);
      if (after === before) continue;
      const bytes = Buffer.from(after);
      setBody.run(bytes, bytes.length, checksum(bytes, null), id);
    }
    const setMessage = database.prepare('UPDATE message SET text = ?, checksum = ? WHERE id = ?');
    const setData = database.prepare('UPDATE notification SET data = ? WHERE message = ?');
    const messages = database
      .prepare('SELECT message AS id, text, data FROM notification JOIN message ON id = message')
      .all() as { id: number; text: string; data: string }[];
    for (const { id, text, data } of messages) {
      const [changed, changedData] = [planted(text), planted(data)];
      setMessage.run(changed, checksum(changed, changedData), id);
      setData.run(changedData, id);
    }
  } finally {
    database.close();
  }
  return file;
}
