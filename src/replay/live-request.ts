import type { IncomingMessage } from 'node:http';
import { decodeContent } from '../recording/content-coding.js';
import type { Headers } from '../recording/exchange.js';
import type { LiveRequest } from './exchange-at-the-door.js';

/** Bytes of a request body that are read at most. */
export const mostBody = 16 * 1024 * 1024;

/** @param body as it came, after transfer decoding; null if none was framed */
export function liveRequest(request: IncomingMessage, body: Uint8Array | null): LiveRequest {
  const headers: Headers = request.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 ? [[name, all[index + 1] ?? ''] as const] : [],
  );
  const coding = request.headers['content-encoding'] ?? null;
  const content = body === null ? null : decoded(body, coding);
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    headers,
    body: content,
    ...(body === null || content === body ? {} : { encoded: body }),
  };
}

/** What can't be decoded within the limit stays as it came, and is matched by its bytes. */
function decoded(body: Uint8Array, coding: string | null): Uint8Array {
  const result = decodeContent(body, coding, { limit: mostBody });
  return 'content' in result ? result.content : body;
}
