import { isUtf8 } from 'node:buffer';
import type { Database } from 'better-sqlite3';
import { checksum } from '../checksum.js';
import { DIRECTIONS } from '../read-rows.js';
import { textOf } from './insert-body.js';
import { insertValues } from './insert-values.js';
import type { Insert } from './insert-whole.js';
import { LineError } from './line-error.js';
import type { LineValues } from './line-values.js';
import { dataIn } from './notification-data.js';
import type { Pieces } from './pieces.js';
import type { Standing } from './standing.js';

/** Bayeux messages, what is known of those that are notifications, and their links. */
export function insertMessage(
  database: Database,
  standing: Standing,
  pieces: Pieces,
): Readonly<Record<'message' | 'notification' | 'link', Insert>> {
  const message = insertValues(database, 'message');
  const notification = insertValues(database, 'notification');
  const link = insertValues(database, 'link');

  /** @returns its `data` */
  function notificationOf(id: number, values: LineValues, text: string | null): string | null {
    const said = values.textOrLiteralNull('data');
    const data = said === undefined && text !== null ? dataIn(text) : (said ?? null);
    notification({
      message: id,
      message_type: values.textOrNull('messageType'),
      notification_type: values.textOrNull('notificationType'),
      reference_id: values.textOrNull('reference'),
      data,
    });
    values.done();
    return data;
  }

  return {
    message(values) {
      const id = values.count('id');
      const text = utf8Of(textOf(values, pieces));
      const facts = values.objectOrNull('notification');
      message({
        id,
        exchange: standing.openExchange(values.count('exchange')),
        seq: standing.seqOf(values),
        received_at: values.time('at'),
        direction: values.oneOf('direction', DIRECTIONS),
        channel: values.textOrNull('channel'),
        client_id: values.textOrNull('clientId'),
        redacted: values.stringsOrNull('redacted') ?? '[]',
        checksum: checksum(text, facts === null ? null : notificationOf(id, facts, text)),
        text,
      });
    },
    notification(values) {
      const id = values.count('message');
      if (!standing.mayBeElsewhere) throw new LineError(`message ${id} does not stand before it`);
      notificationOf(id, values.object('notification'), null);
    },
    link: (values) =>
      link({
        notification: standing.notification(values.count('notification')),
        call: standing.exchange(values.count('call')),
        rule: values.text('rule'),
        evidence: values.objectText('evidence'),
        copy: values.flag('copy') ? 1 : 0,
      }),
  };
}

function utf8Of(bytes: Buffer | null): string {
  if (bytes === null) throw new LineError('the message itself, "json", is missing');
  if (!isUtf8(bytes)) throw new LineError('the message is no UTF-8');
  return bytes.toString();
}
