import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** An HTTP answer of the API: a status and raw JSON text, or what a load balancer says instead. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** What goes out in place of the body. */
  readonly bytes?: Uint8Array;
  /** `Content-Type`, null for none. Default: JSON. */
  readonly type?: string | null;
  /** Headers beside those that each answer has. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Bytes by which it is decided whether to compress. Default: those of the body. */
  readonly sizedAs?: number;
}

export const ok = (body: string): Answer => ({ status: 200, body });
export const accessDenied: Answer = {
  status: 403,
  body: '{"statusCode":20,"statusMessage":"Access denied"}',
};

/** An answer that says what went wrong, by the API's table of status codes. */
export function refusal(status: number, statusCode: number, statusMessage: string): Answer {
  return { status, body: JSON.stringify({ statusCode, statusMessage }) };
}

/**
 * Sends an answer, compressed if it is large enough and the client takes gzip.
 *
 * @param gzipOver size in bytes from which bodies are compressed, null for never
 * @returns when the answer is written out or its connection is gone
 */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  gzipOver: number | null,
): Promise<void> {
  const plain = Buffer.from(answer.bytes ?? answer.body);
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const gzip = gzipOver !== null && takesGzip && (answer.sizedAs ?? plain.length) >= gzipOver;
  const body = gzip ? gzipSync(plain) : plain;
  if (gzip) response.setHeader('Content-Encoding', 'gzip');
  const { type = 'application/json;charset=UTF-8', headers = [] } = answer;
  if (type !== null) response.setHeader('Content-Type', type);
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader('Content-Length', body.length);
  response.statusCode = answer.status;
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.end(body);
  });
}
