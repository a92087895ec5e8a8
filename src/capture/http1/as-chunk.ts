import type { Headers } from '../../recording/exchange.js';

/** Payload as one chunk (RFC 9112 §7.1); an empty one would end the body. */
export function asChunk(payload: Buffer): Buffer[] {
  return [Buffer.from(`${payload.length.toString(16)}\r\n`), payload, Buffer.from('\r\n')];
}

/** The end of a chunked body with its trailers (RFC 9112 §7.1.2). */
export function lastChunk(trailers: Headers): Buffer {
  const lines = trailers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`0\r\n${lines}\r\n`, 'latin1');
}
