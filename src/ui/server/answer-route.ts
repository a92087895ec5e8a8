import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admitted, Refusal } from '../../admin/admission.js';
import { RecordingError, UnderstudyError } from '../../errors.js';
import { refuse } from './refuse.js';
import { responseHeaders } from './response-headers.js';
import { type Answer, NotThere, type Route, routeOf } from './route.js';

/** Bytes of a request's body. */
const mostBody = 1024 * 1024;

/** A request that was let in. */
export interface AskedRoute {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly admitted: Admitted;
  readonly writable: boolean;
}

/** Answers a request for something under `/api/`, whatever goes wrong. */
export async function answerRoute(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  { path, query, admitted, writable }: AskedRoute,
): Promise<void> {
  const found = routeOf(routes, path);
  if (found === null) return refuse(response, { status: 404, text: 'there is no such thing here' });
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
  const route = found.byMethod.get(method);
  if (route === undefined) {
    const known = [...found.byMethod.keys()].join(', ');
    response.setHeader('Allow', known);
    return refuse(response, { status: 405, text: `only ${known}` });
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const refusal = method === 'POST' ? mayNotWrite(request, admitted, writable) : null;
    if (refusal !== null) {
      response.setHeader('Connection', 'close');
      return refuse(response, refusal);
    }
    const body = method === 'POST' ? await bodyOf(request) : '';
    if (body === null) {
      response.setHeader('Connection', 'close');
      return refuse(response, { status: 413, text: `a body has ${mostBody} bytes at most` });
    }
    // It may take a while until there is something to say.
    request.socket.setTimeout(0);
    const { parameters } = found;
    const answer = await route.answer({ parameters, query, body, signal: gone.signal });
    send(request, response, answer);
  } catch (error) {
    if (!gone.signal.aborted && !response.headersSent) refuse(response, refusalOf(error));
  }
}

/** A form of another site can't send JSON, nor can a script without being asked for its origin. */
function mayNotWrite(
  { headers }: IncomingMessage,
  admitted: Admitted,
  writable: boolean,
): Refusal | null {
  if (!writable) {
    return { status: 403, text: 'nothing can be kept: start the inspector with --write' };
  }
  if (admitted === 'cookie' && headers.origin === undefined) {
    return { status: 403, text: 'a POST needs an Origin' };
  }
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json'
    ? null
    : { status: 415, text: 'a POST needs Content-Type: application/json' };
}

/** Null if it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Milliseconds that somebody who does not read is waited for. */
const unread = 30_000;

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const isJson = 'json' in answer;
  const bytes = isJson ? Buffer.from(JSON.stringify(answer.json)) : answer.bytes;
  request.socket.setTimeout(unread);
  response.writeHead(200, {
    ...responseHeaders,
    'Content-Type': isJson ? 'application/json' : 'application/octet-stream',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
    ...(isJson ? {} : { 'Content-Disposition': `attachment; filename="${answer.fileName}"` }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof NotThere) return { status: 404, text: error.message };
  if (error instanceof RecordingError) return { status: 500, text: oneLine(error.message) };
  if (error instanceof UnderstudyError) return { status: 400, text: oneLine(error.message) };
  return { status: 500, text: 'the inspector failed' };
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ');
}
