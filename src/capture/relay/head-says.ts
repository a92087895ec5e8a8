import { listOf } from '../http1/fields.js';
import type { ParsedRequestHead } from '../http1/request-head.js';

/** Whether the connection ends after the answer (RFC 9112 §9.3); HTTP/1.0 is not kept alive here. */
export function saysClose({ head, fields }: ParsedRequestHead): boolean {
  return head.httpVersion === '1.0' || listOf(fields, 'connection').includes('close');
}

/** Whether the body comes only after an answer (RFC 9110 §10.1.1). */
export function waitsForContinue({ fields }: ParsedRequestHead): boolean {
  return listOf(fields, 'expect').includes('100-continue');
}

/** Whether the request opens a websocket (RFC 6455 §4.1). */
export function asksForWebsocket({ head, fields }: ParsedRequestHead): boolean {
  return (
    head.method === 'GET' &&
    head.httpVersion === '1.1' &&
    head.framing === 'none' &&
    listOf(fields, 'connection').includes('upgrade') &&
    listOf(fields, 'upgrade').join() === 'websocket'
  );
}
