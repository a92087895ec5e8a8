import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as plain,
  type RequestOptions,
} from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Headers } from '../../recording/exchange.js';

/** A request as it goes on the wire, its head in order and case. */
export interface OutgoingRequest {
  readonly method: string;
  /** Request target. */
  readonly path: string;
  /** All of them, `Host` and framing too. */
  readonly headers: Headers;
  readonly body: Uint8Array | null;
}

export interface IncomingAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** After content decoding; null if it can't be decoded. */
  readonly body: Uint8Array | null;
}

/** A request that is under way. */
export interface SentRequest {
  abort(): void;
}

/** The longest answer that values are looked for in, in bytes; what lies beyond passes by. */
const mostBody = 64 * 1024 * 1024;

/**
 * Sends a request to the recorder.
 *
 * @param url origin of the recorder
 * @param done called once: with the whole answer, or why there is none
 */
export function sendRequest(
  url: URL,
  agent: Agent,
  { method, path, headers, body }: OutgoingRequest,
  done: (answer: IncomingAnswer | string) => void,
): SentRequest {
  let request: ClientRequest | null = null;
  let ended = false;
  const finish = (answer: IncomingAnswer | string): void => {
    if (ended) return;
    ended = true;
    done(answer);
  };
  const send = (mayTryAgain: boolean): void => {
    const options = {
      host: url.hostname,
      port: url.port,
      agent,
      method,
      path,
      headers: headers.flat(),
      setDefaultHeaders: false,
    };
    let sent: ClientRequest;
    try {
      // Headers may be a flat list, which keeps order, case and repeats; the types of Node 20 don't say so.
      sent = plain(options as unknown as RequestOptions);
    } catch {
      // A recording can hold anything, HTTP can't.
      process.nextTick(finish, 'it is no request that can be sent');
      return;
    }
    request = sent;
    sent.on('response', (response) => read(response, finish));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed a connection that was kept open, just as this went out: every browser tries again.
      const again = mayTryAgain && sent.reusedSocket && error.code === 'ECONNRESET' && !ended;
      if (again) send(false);
      else finish(error.code === 'ECONNRESET' ? 'the connection was closed' : error.message);
    });
    sent.end(body ?? undefined);
  };
  send(true);
  return {
    abort() {
      finish('it was given up');
      request?.destroy();
    },
  };
}

function read(response: IncomingMessage, finish: (answer: IncomingAnswer | string) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= mostBody) chunks.push(chunk);
    else chunks.length = 0;
  });
  response.on('error', () => finish('the answer was cut short'));
  response.on('end', () => {
    if (!response.complete) return finish('the answer was cut short');
    const { rawHeaders, statusCode = 0 } = response;
    const headers: [string, string][] = [];
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
    }
    const content = length > mostBody ? null : Buffer.concat(chunks);
    const encoding = response.headers['content-encoding']?.trim().toLowerCase();
    finish({ status: statusCode, headers, body: content && decoded(content, encoding) });
  });
}

function decoded(content: Buffer, encoding: string | undefined): Uint8Array | null {
  const limit = { maxOutputLength: mostBody };
  try {
    if (encoding === undefined || encoding === 'identity' || content.length === 0) return content;
    if (encoding === 'gzip' || encoding === 'x-gzip') return gunzipSync(content, limit);
    if (encoding === 'deflate') return inflateSync(content, limit);
    return encoding === 'br' ? brotliDecompressSync(content, limit) : null;
  } catch {
    return null;
  }
}
