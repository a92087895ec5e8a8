import type { IncomingMessage } from 'node:http';
import { decodeContent } from '../recording/content-coding.js';
import type { LiveRequest } from './exchange-at-the-door.js';

/** Bytes of a request body that are read at most. */
export const mostBody = 16 * 1024 * 1024;

/** @param body as it came, after transfer decoding; null if none was framed */
export function liveRequest(request: IncomingMessage, body: Uint8Array | null): LiveRequest {
  const { rawHeaders } = request;
  const headers: (readonly [string, string])[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  const coding = request.headers['content-encoding'] ?? null;
  const content = body === null || coding === null ? body : decoded(body, coding);
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    headers,
    body: content,
    ...(body === null || content === body ? {} : { encoded: body }),
  };
}

/** What can't be decoded within the limit stays as it came, and is matched by its bytes. */
function decoded(body: Uint8Array, coding: string): Uint8Array {
  const result = decodeContent(body, coding, { limit: mostBody });
  return 'content' in result ? result.content : body;
}
