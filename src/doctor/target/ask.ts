import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { dial, type Upstream } from '../../capture/relay/dial.js';
import type { Clock } from '../../time/clock.js';
import { within } from './within.js';

/** Bytes of a body that are looked at; a server may go on for ever. */
const mostBody = 256 * 1024;

/** Whom to ask, and with how much patience. */
export interface Asking {
  readonly upstream: Upstream;
  readonly clock: Clock;
  /** Milliseconds for a connection and a whole answer. */
  readonly timeout: number;
}

export interface Question {
  readonly method: 'GET' | 'POST';
  /** Path with query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, as far as it was looked at. */
export interface Answer {
  readonly question: Question;
  readonly status: number;
  readonly httpVersion: string;
  readonly headers: IncomingMessage['headers'];
  /** One character a byte. */
  readonly body: string;
  /** There was more of the body, or it was cut off. */
  readonly partial: boolean;
  /** Milliseconds until all of it was there. */
  readonly took: number;
  /** When it was asked for. */
  readonly askedAt: number;
}

/**
 * Asks once, on a connection of its own that is closed afterwards. No redirect is followed.
 *
 * @throws Error with what went wrong: the socket's, the parser's (`HPE_…`, with `rawPacket`), or `TooLate`
 */
export async function ask(
  { upstream, clock, timeout }: Asking,
  question: Question,
): Promise<Answer> {
  const askedAt = clock.now();
  const { method, path, headers, body } = question;
  const socket = dial(upstream);
  // What happens to it behind the answer is of no interest.
  socket.on('error', () => {});
  const asked = request({
    method,
    path,
    host: upstream.target.hostname,
    headers: {
      Host: upstream.target.host,
      Accept: 'application/json, */*',
      'User-Agent': 'understudy-doctor',
      Connection: 'close',
      ...headers,
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    },
    setHost: false,
    createConnection: () => socket,
  });
  // A second one, after the first was told.
  asked.on('error', () => {});
  try {
    return await within(clock, timeout, whole());
  } finally {
    asked.destroy();
    socket.destroy();
  }

  async function whole(): Promise<Answer> {
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const read = await bodyOf(response);
    return {
      question,
      status: response.statusCode ?? 0,
      httpVersion: response.httpVersion,
      headers: response.headers,
      ...read,
      took: clock.now() - askedAt,
      askedAt,
    };
  }
}

async function bodyOf(
  response: IncomingMessage,
): Promise<{ readonly body: string; readonly partial: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBody) break;
    }
  } catch {
    return { body: text(), partial: true };
  }
  return { body: text(), partial: length > mostBody };

  function text(): string {
    return Buffer.concat(chunks).subarray(0, mostBody).toString('latin1');
  }
}
