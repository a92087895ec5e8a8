import type { Headers } from '../../recording/exchange.js';
import { headerValues } from '../../recording/headers.js';
import type { LiveRequest } from '../exchange-at-the-door.js';

/** Of one connection only (RFC 9110 §7.6.1), or made anew; `Expect`, since the request is whole by now. */
const notPassed = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'expect',
  'host',
  'content-length',
];

/** Headers in which a desktop names the origin that it believes to speak to. */
const naming = ['origin', 'referer'];

/** How the server is named in a request. */
export interface Naming {
  readonly host: string;
  /** Puts the server's origin in the place of the stand-in's. */
  readonly origin: (text: string) => string;
}

/**
 * The headers of a request that is passed on, in order, with repeats; credentials as they are.
 *
 * @param body as it is sent
 */
export function passedHeaders(
  { method, headers }: LiveRequest,
  body: Uint8Array | null,
  { host, origin }: Naming,
): Headers {
  const dropped = new Set([
    ...notPassed,
    ...headerValues(headers, 'connection').flatMap((each) =>
      each.split(',').map((name) => name.trim().toLowerCase()),
    ),
  ]);
  const isSafe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return [
    ['Host', host],
    ...headers
      .filter(([name]) => !dropped.has(name.toLowerCase()))
      .map(
        ([name, value]) =>
          [name, naming.includes(name.toLowerCase()) ? origin(value) : value] as const,
      ),
    // Without it, a request with content would be sent in chunks.
    ...(body === null && isSafe ? [] : [['Content-Length', String(body?.length ?? 0)] as const]),
  ];
}
