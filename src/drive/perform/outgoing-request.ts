import { credentialsOf } from '../../acts/credentials.js';
import type { OriginExchange } from '../../acts/origins.js';
import type { Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import type { RecordedExchange } from '../../recording/reader.js';
import type { CookieJar } from '../client/cookie-jar.js';
import type { OutgoingRequest } from '../client/send-request.js';
import type { LiveValues } from '../values/live-values.js';
import type { CsrfToken } from './csrf-token.js';
import type { Identity } from './identity.js';

/** What one desktop puts into its requests. */
export interface RequestParts {
  /** The recorder's. */
  readonly url: URL;
  readonly values: LiveValues;
  readonly jar: CookieJar;
  readonly csrf: CsrfToken;
  readonly identity: Identity;
  readonly origins: OriginExchange;
}

/** They are the connection's own (RFC 9110 §7.6.1), or made anew. */
const connectionHeaders =
  /^(?:connection|keep-alive|proxy-connection|te|trailer|upgrade|expect|http2-settings)$/iu;

/** A recorded call or safe request as it goes to the new server. */
export function outgoingRequest(recorded: RecordedExchange, parts: RequestParts): OutgoingRequest {
  const live = parts.values.request(recorded);
  const { method, requestRedacted } = recorded;
  const path = pathOf(live.path, requestRedacted, parts.identity);
  const body = bodyOf(live.body, recorded, parts.identity);
  const headers: (readonly [string, string])[] = [];
  let framed = body === null;
  let hosted = false;
  for (const [name, value] of liveHeaders(recorded, live, parts, path)) {
    const lower = name.toLowerCase();
    if (lower === 'host') {
      if (!hosted) headers.push([name, parts.url.host]);
      hosted = true;
    } else if (lower === 'content-length' || lower === 'transfer-encoding') {
      if (framed || body === null) continue;
      framed = true;
      headers.push([name, lower === 'content-length' ? String(body.length) : 'chunked']);
    } else headers.push([name, value]);
  }
  if (!hosted) headers.unshift(['Host', parts.url.host]);
  if (!framed) headers.push(['Content-Length', String(body?.length ?? 0)]);
  return { method, path, headers, body };
}

/** Headers of a tab's Bayeux requests besides those that its client makes itself. */
export function clientHeaders(
  recorded: RecordedExchange,
  parts: RequestParts,
): Readonly<Record<string, string>> {
  const live = parts.values.request(recorded);
  const headers: Record<string, string> = {};
  for (const [name, value] of liveHeaders(recorded, live, parts, live.path)) {
    if (!ownHeaders.test(name)) headers[name] = value;
  }
  return headers;
}

const ownHeaders =
  /^(?:host|cookie|content-type|content-length|transfer-encoding|accept-encoding|sec-websocket-.*|__proto__)$/iu;

function* liveHeaders(
  { requestHeaders, requestRedacted }: RecordedExchange,
  live: { readonly headers: Headers; readonly replacedHeaders: readonly string[] },
  { jar, csrf, identity, origins, url }: RequestParts,
  path: string,
): Iterable<readonly [string, string]> {
  const withSession = credentialsOf(requestHeaders).sessionCookies.length > 0;
  let cookies = false;
  for (const [name, value] of live.headers) {
    const lower = name.toLowerCase();
    if (connectionHeaders.test(lower)) continue;
    if (lower === 'cookie') {
      const header = cookies ? null : jar.header(path, withSession);
      cookies = true;
      if (header !== null) yield [name, header];
    } else if (lower === 'authorization') {
      yield [name, identity.authorization(value, live.replacedHeaders.includes(lower))];
    } else if (csrf.isCarrier(lower) && value !== '') {
      const token = csrf.header(name);
      if (token !== null) yield token;
    } else if (lower === 'origin' || lower === 'referer') {
      yield [name, origins.text(value, url.origin)];
    } else if (requestRedacted.includes(`header/${lower}`)) {
      yield [name, identity.secrets(value, requestRedacted, 'text')];
    } else yield [name, value];
  }
}

function pathOf(path: string, redacted: readonly string[], identity: Identity): string {
  return redacted.some((each) => each.startsWith('query/'))
    ? identity.secrets(path, redacted, 'query')
    : path;
}

function bodyOf(
  body: Uint8Array | null,
  { requestRedacted, requestHeaders }: RecordedExchange,
  identity: Identity,
): Uint8Array | null {
  if (body === null || !requestRedacted.some((each) => /^(?:body|form|text)/u.test(each))) {
    return body;
  }
  const type = headerValue(requestHeaders, 'content-type') ?? '';
  const isForm = /^\s*application\/x-www-form-urlencoded/iu.test(type);
  const isJson = requestRedacted.some((each) => each.startsWith('body'));
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  return Buffer.from(
    identity.secrets(text, requestRedacted, isJson ? 'json' : isForm ? 'form' : 'text'),
  );
}
