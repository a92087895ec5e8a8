import type { ServerResponse } from 'node:http';
import type { Refusal } from '../../admin/admission.js';
import { responseHeaders } from './response-headers.js';

/** Says in one line why there is no answer. */
export function refuse(response: ServerResponse, { status, text }: Refusal): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    ...responseHeaders,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  });
  response.end(body);
}
