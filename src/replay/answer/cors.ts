import type { Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import type { Answer, LiveRequest } from '../exchange-at-the-door.js';

/** What a page of another origin may do with the answer to its request (Fetch §3.2, CORS). */
export interface CrossOrigin {
  /** The answer to a preflight (Fetch §4.8); null if the request is none. */
  readonly preflight: Answer | null;
  /** The same answer, which the page may read. */
  allowed(answer: Answer): Answer;
}

/** Seconds for which a browser may remember a preflight; none, for the next stand-in may have the same port. */
const maxAge = '0';

/** What a page may read without being allowed to (Fetch §2.2.2). */
const safelisted: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);
/** What a page never gets to see (Fetch §2.2.2). */
const forbidden: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2']);

/**
 * The recorded server allowed the pages of its own installation; whoever comes to a stand-in comes from elsewhere, and must
 * be let in, with cookies. Null if a request does not come from a page of another origin: it gets what was recorded.
 */
export function crossOrigin({ method, headers }: LiveRequest): CrossOrigin | null {
  const origin = headerValue(headers, 'origin');
  if (origin === null || !isOrigin(origin) || isOwn(origin, headerValue(headers, 'host'))) {
    return null;
  }
  const asked = headerValue(headers, 'access-control-request-method');
  return {
    preflight: method === 'OPTIONS' && asked !== null ? preflight(origin, asked, headers) : null,
    allowed: (answer) => ({ ...answer, headers: withCors(answer.headers, origin) }),
  };
}

function preflight(origin: string, asked: string, headers: Headers): Answer {
  const wanted = headerValue(headers, 'access-control-request-headers');
  const isPrivate = headerValue(headers, 'access-control-request-private-network') === 'true';
  return {
    status: 204,
    reason: 'No Content',
    headers: [
      ['Access-Control-Allow-Origin', origin],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Methods', asked],
      ...(wanted === null ? [] : [['Access-Control-Allow-Headers', wanted] as const]),
      ...(isPrivate ? [['Access-Control-Allow-Private-Network', 'true'] as const] : []),
      ['Access-Control-Max-Age', maxAge],
      ['Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'],
    ],
    body: null,
  };
}

/** What was recorded of CORS goes: it named another page's origin, and a second value makes the browser refuse both. */
function withCors(recorded: Headers, origin: string): Headers {
  const kept = recorded.filter(([name]) => !/^access-control-/iu.test(name));
  const exposed = [
    ...new Set(
      kept
        .map(([name]) => name)
        .filter(
          (name) => !safelisted.has(name.toLowerCase()) && !forbidden.has(name.toLowerCase()),
        ),
    ),
  ];
  return [
    ...kept,
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ...(exposed.length > 0 ? [['Access-Control-Expose-Headers', exposed.join(', ')] as const] : []),
    ['Vary', 'Origin'],
  ];
}

/** `null`, or a scheme and an authority (RFC 6454 §7.1); what else comes is no origin, and is not reflected. */
function isOrigin(text: string): boolean {
  return text === 'null' || /^[a-z][a-z0-9+.-]{0,30}:\/\/[\w.~[\]:-]{1,255}$/iu.test(text);
}

/** A page that the stand-in served itself, whatever it is called by. */
function isOwn(origin: string, host: string | null): boolean {
  return host !== null && origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
