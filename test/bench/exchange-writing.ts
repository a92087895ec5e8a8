import type { Body, Headers, Link, RequestRow } from '../../src/recording/exchange.js';
import type { SqliteWriter } from '../../src/recording/sqlite-writer.js';

/** What can be said of an exchange; the rest is as in any other. */
interface Said {
  readonly session: number;
  /** Milliseconds. */
  readonly at: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly kind: RequestRow['kind'];
  readonly headers?: Headers;
  readonly redacted?: readonly string[];
  readonly operation?: string;
  readonly body?: string;
  readonly status?: number;
  readonly answer?: string;
  readonly answerHeaders?: Headers;
  readonly answerRedacted?: readonly string[];
  /** JSON text. */
  readonly reference?: string;
  /** Bayeux messages each way, as JSON texts, instead of bodies. */
  readonly batch?: readonly string[];
  readonly replies?: readonly string[];
  /** A notification's `data`, on `channel`: comes before the replies. */
  readonly notice?: { readonly channel: string; readonly data: string; readonly reference: string };
}

/** Writes whole exchanges into a recording, one after another. */
export interface ExchangeWriting {
  /** Gives its id, and that of its notification, if it has one. */
  exchange(said: Said): { readonly id: number; readonly notification: number };
  link(link: Link): void;
}

/** What stands in a recording for a secret. */
export const pseudonym = (name: string): string => `~${name.padEnd(22, '_')}`;

export const sessionCookie = (session: number): string =>
  `JSESSIONID=${pseudonym(`cookie${session}`)}`;

export function exchangeWriting(writer: SqliteWriter, host = 'gws.test:8080'): ExchangeWriting {
  let [exchanges, messages, seq] = [0, 0, 0];

  function message(said: Said, direction: 'to-server' | 'to-desktop', text: string): number {
    const { notice } = said;
    const brings = notice !== undefined && direction === 'to-desktop' && text.includes('"data"');
    messages += 1;
    seq += 1;
    writer.message({
      id: messages,
      exchange: exchanges,
      seq,
      at: said.at,
      direction,
      channel: /"channel":"([^"]+)"/u.exec(text)?.[1] ?? null,
      clientId: clientIdOf(said.session),
      text,
      notification: brings
        ? {
            messageType: 'TwitterStateChangeMessage',
            notificationType: null,
            referenceId: notice.reference,
            data: notice.data,
          }
        : null,
      redacted: [],
    });
    return messages;
  }

  return {
    exchange(said) {
      const { session, batch, replies, notice } = said;
      const common = { httpVersion: '1.1', trailers: [] } as const;
      const event =
        notice === undefined ? [] : [`{"channel":"${notice.channel}","data":${notice.data}}`];
      const answers = [...event, ...(replies ?? [])];
      exchanges += 1;
      seq += 1;
      writer.request({
        ...common,
        id: exchanges,
        session,
        connection: session,
        seq,
        startedAt: said.at,
        method: said.method,
        path: said.path,
        headers: [
          ['Host', host],
          ...(said.headers ?? [['Cookie', sessionCookie(session)]]),
          ...(said.method === 'POST' ? [['Content-Type', 'application/json'] as const] : []),
        ],
        body: bodyOf(batch === undefined ? said.body : `[${batch.join(',')}]`),
        kind: said.kind,
        operation: said.operation ?? null,
        reference: null,
        redacted: said.redacted ?? (said.headers === undefined ? ['header/cookie/JSESSIONID'] : []),
      });
      for (const each of batch ?? []) message(said, 'to-server', each);
      const ids = answers.map((each) => message(said, 'to-desktop', each));
      seq += 1;
      writer.response({
        ...common,
        exchange: exchanges,
        seq,
        endedAt: said.at + 1,
        status: said.status ?? 200,
        reason: said.status === 403 ? 'Forbidden' : 'OK',
        outcome: 'complete',
        headers: [['Content-Type', 'application/json'], ...(said.answerHeaders ?? [])],
        body: bodyOf(replies === undefined ? said.answer : `[${answers.join(',')}]`),
        reference: said.reference ?? null,
        redacted: said.answerRedacted ?? [],
      });
      return { id: exchanges, notification: ids[0] ?? 0 };
    },
    link: (link) => writer.link(link),
  };
}

export const clientIdOf = (session: number): string => `client${session}`;

function bodyOf(text: string | undefined): Body | null {
  if (text === undefined) return null;
  const content = Buffer.from(text);
  const { length } = content;
  return { content, encoded: null, encoding: null, length, digest: null, omitted: null };
}
