import { RecordingError } from '../errors.js';
import type { Pause } from '../recording/pauses.js';
import type { RecordingCopy } from '../recording/recording-copy.js';
import { type Part, rowsOfPart } from './part.js';

/**
 * Joins the files of one recorder: an id means the same thing in all of them, so each row stays as it is. An exchange that
 * was open when the recorder went to the next file stands in both; its answer is in one.
 *
 * @param parts in their order
 * @throws RecordingError if they contradict each other
 */
export async function joinSeries(
  parts: readonly Part[],
  copy: RecordingCopy,
  pause: Pause,
): Promise<void> {
  const { insert } = copy;
  const there = known(copy);
  for (const part of parts) {
    for (const { id, startedAt } of rowsOfPart(part, part.rows.sessions())) {
      insert.session(id, startedAt);
    }
    for (const { session, user } of rowsOfPart(part, part.rows.users())) insert.user(session, user);
    for (const row of rowsOfPart(part, part.rows.requests())) {
      const before = there.request(row.id);
      if (before === null) insert.request(row);
      else if (before.seq !== row.seq) throw contradiction(part, `exchange ${row.id}`);
      // It became known when the first part was closed already.
      else if (row.session !== null && before.session === null) insert.assign(row.id, row.session);
      await pause();
    }
    for (const { exchange, session } of rowsOfPart(part, part.rows.assigned())) {
      insert.assign(exchange, session);
      await pause();
    }
    for (const row of rowsOfPart(part, part.rows.responses())) {
      if (there.response(row.exchange)) throw contradiction(part, `exchange ${row.exchange}`);
      insert.response(row);
      await pause();
    }
    for (const row of rowsOfPart(part, part.rows.messages())) {
      if (there.message(row.id)) throw contradiction(part, `message ${row.id}`);
      insert.message(row);
      await pause();
    }
    for (const link of rowsOfPart(part, part.rows.links())) {
      insert.link(link);
      await pause();
    }
  }
}

function known({ database }: RecordingCopy) {
  const request = database.prepare('SELECT seq, session FROM request WHERE id = ?');
  const response = database.prepare('SELECT 1 FROM response WHERE exchange = ?');
  const message = database.prepare('SELECT 1 FROM message WHERE id = ?');
  return {
    request: (id: number) =>
      (request.get(id) as { seq: number; session: number | null } | undefined) ?? null,
    response: (exchange: number) => response.get(exchange) !== undefined,
    message: (id: number) => message.get(id) !== undefined,
  };
}

function contradiction({ file }: Part, what: string): RecordingError {
  return new RecordingError(
    `${file} is no part of the series that it names: ${what} of an earlier part is another one there; use another copy`,
    file,
  );
}
