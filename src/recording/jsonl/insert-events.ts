import { isUtf8 } from 'node:buffer';
import type { Database } from 'better-sqlite3';
import { checksum } from '../checksum.js';
import { DIRECTIONS, KINDS, OUTCOMES } from '../read-rows.js';
import { contentOf, insertBody } from './insert-body.js';
import { exists, insertValues } from './insert-values.js';
import { LineError } from './line-error.js';
import type { LineValues } from './line-values.js';
import { dataIn } from './notification-data.js';
import { Pieces } from './pieces.js';

/** Takes the lines of a recording, one after the other, into its tables. */
export interface InsertEvents {
  /** @throws LineError if it is wrong, or does not fit those before it */
  add(values: LineValues): void;
  /** Whether the last line was there: nothing is missing. */
  readonly ended: boolean;
}

export function insertEvents(database: Database): InsertEvents {
  const pieces = new Pieces();
  const events = eventTable(database, pieces);
  let ended = false;
  return {
    add(values) {
      if (ended) throw new LineError('it stands behind the end');
      const name = values.text('event');
      if (name === 'end') {
        ended = true;
      } else if (name === 'piece') {
        pieces.add(values);
      } else {
        const insert = events.get(name);
        if (insert === undefined) throw new LineError('"event" is none that is known');
        insert(values);
      }
      values.done();
      if (name !== 'piece') pieces.done();
    },
    get ended() {
      return ended;
    },
  };
}

type Insert = (values: LineValues) => void;

function eventTable(database: Database, pieces: Pieces): ReadonlyMap<string, Insert> {
  const into = (table: string) => insertValues(database, table);
  const known = {
    session: exists(database, 'session'),
    exchange: exists(database, 'request'),
    answer: exists(database, 'response', 'exchange'),
    notification: exists(database, 'notification', 'message'),
  };
  const tables = {
    fact: into('fact'),
    gap: into('gap'),
    session: into('session'),
    user: into('session_user'),
    request: into('request'),
    later: into('request_session'),
    response: into('response'),
    message: into('message'),
    notification: into('notification'),
    link: into('link'),
  };
  const body = insertBody(database, pieces);
  let hasGaps = false;
  let last = -1;

  /** Places in wire order rise, and none is taken twice. */
  function seqOf(values: LineValues): number {
    const seq = values.count('seq');
    if (seq <= last) throw new LineError(`"seq" must be more than ${last}, which came before`);
    last = seq;
    return seq;
  }

  /** What a line refers to stands before it, unless it may lie in a gap. */
  function refer(what: keyof typeof known, id: number | null): number | null {
    if (id === null || hasGaps || known[what](id)) return id;
    throw new LineError(`${what} ${id} is not there`);
  }

  function bodyOf(values: LineValues): number | null {
    const said = values.objectOrNull('body');
    return said === null ? null : body(said);
  }

  function insertNotification(
    id: number,
    values: LineValues,
    message: string | null,
  ): string | null {
    const said = values.textOrLiteralNull('data');
    const data = said === undefined && message !== null ? dataIn(message) : (said ?? null);
    tables.notification({
      message: id,
      message_type: values.textOrNull('messageType'),
      notification_type: values.textOrNull('notificationType'),
      reference_id: values.textOrNull('reference'),
      data,
    });
    values.done();
    return data;
  }

  return new Map<string, Insert>([
    [
      'fact',
      (values) =>
        tables.fact({
          id: values.count('id'),
          name: values.text('name'),
          value: values.jsonOrNull('json') ?? values.text('value'),
        }),
    ],
    [
      'gap',
      (values) => {
        hasGaps = true;
        tables.gap({
          id: values.count('id'),
          started_at: values.time('from'),
          ended_at: values.time('to'),
          reason: values.text('reason'),
        });
      },
    ],
    [
      'session',
      (values) => {
        const id = values.count('id');
        tables.session({ id, started_at: values.time('at') });
        const user = values.textOrNull('user');
        if (user !== null) tables.user({ session: id, user });
      },
    ],
    [
      'user',
      (values) =>
        tables.user({
          session: refer('session', values.count('session')),
          user: values.text('user'),
        }),
    ],
    [
      'assignment',
      (values) =>
        tables.later({
          exchange: refer('exchange', values.count('exchange')),
          session: refer('session', values.count('session')),
        }),
    ],
    [
      'request',
      (values) => {
        const id = values.count('id');
        tables.request({
          id,
          session: refer('session', values.countOrNull('session')),
          connection: values.count('connection'),
          seq: seqOf(values),
          started_at: values.time('at'),
          kind: values.oneOf('kind', KINDS),
          method: values.text('method'),
          path: values.text('path'),
          http_version: values.text('httpVersion'),
          operation: values.textOrNull('operation'),
          reference_id: values.textOrNull('reference'),
          body: bodyOf(values),
          headers: values.pairs('headers'),
          trailers: values.pairsOrNull('trailers') ?? '[]',
          redacted: values.stringsOrNull('redacted') ?? '[]',
        });
        const later = refer('session', values.countOrNull('laterSession'));
        if (later !== null) tables.later({ exchange: id, session: later });
      },
    ],
    [
      'response',
      (values) =>
        tables.response({
          exchange: refer('exchange', values.count('exchange')),
          seq: seqOf(values),
          ended_at: values.time('at'),
          status: values.countOrNull('status'),
          reason: values.textOrNull('reason'),
          http_version: values.textOrNull('httpVersion'),
          outcome: values.oneOf('outcome', OUTCOMES),
          reference_id: values.textOrNull('reference'),
          body: bodyOf(values),
          headers: values.pairsOrNull('headers'),
          trailers: values.pairsOrNull('trailers') ?? '[]',
          redacted: values.stringsOrNull('redacted') ?? '[]',
        }),
    ],
    [
      'message',
      (values) => {
        const id = values.count('id');
        const exchange = values.count('exchange');
        refer('exchange', exchange);
        if (known.answer(exchange)) throw new LineError(`exchange ${exchange} has ended before`);
        const bytes = contentOf(values, pieces);
        if (bytes === null) throw new LineError('"json" is missing');
        if (!isUtf8(bytes)) throw new LineError('the message is no UTF-8');
        const text = bytes.toString();
        const notification = values.objectOrNull('notification');
        const data = notification && insertNotification(id, notification, text);
        tables.message({
          id,
          exchange,
          seq: seqOf(values),
          received_at: values.time('at'),
          direction: values.oneOf('direction', DIRECTIONS),
          channel: values.textOrNull('channel'),
          client_id: values.textOrNull('clientId'),
          redacted: values.stringsOrNull('redacted') ?? '[]',
          checksum: checksum(text, data),
          text,
        });
      },
    ],
    [
      'notification',
      (values) => {
        const id = values.count('message');
        if (!hasGaps) throw new LineError(`message ${id} is not there`);
        insertNotification(id, values.object('notification'), null);
      },
    ],
    [
      'link',
      (values) =>
        tables.link({
          notification: refer('notification', values.count('notification')),
          call: refer('exchange', values.count('call')),
          rule: values.text('rule'),
          evidence: values.objectText('evidence'),
          copy: values.flag('copy') ? 1 : 0,
        }),
    ],
    ['body', (values) => void body(values)],
  ]);
}
