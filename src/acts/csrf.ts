import type { Headers } from '../recording/exchange.js';
import { headerValue } from '../recording/headers.js';
import type { RecordedExchange } from '../recording/reader.js';

/** Names, in lower case, of the headers that carry CSRF tokens in a recording. */
export type CsrfHeaders = ReadonlySet<string>;

const announcement = 'x-csrf-header';
const usualName = 'x-csrf-token';

/** Learns them from what the server announced; empty if it never gave a token. */
export function csrfHeadersOf(exchanges: Iterable<RecordedExchange>): CsrfHeaders {
  const names = new Set<string>();
  for (const { responseHeaders, requestHeaders } of exchanges) {
    const announced = headerValue(responseHeaders ?? [], announcement);
    if (announced !== null) names.add(announced.trim().toLowerCase());
    for (const [name] of [...(responseHeaders ?? []), ...requestHeaders]) {
      if (name.toLowerCase() === usualName) names.add(usualName);
    }
  }
  return names;
}

export function carriesCsrfToken(headers: Headers, names: CsrfHeaders): boolean {
  if (names.size === 0) return false;
  return headers.some(([name, value]) => value !== '' && names.has(name.toLowerCase()));
}

/** Whether the server refused a request for want of a token: it gives tokens, there was none, and the answer is 403. */
export function isCsrfRefusal(exchange: RecordedExchange, names: CsrfHeaders): boolean {
  return (
    names.size > 0 &&
    exchange.kind === 'call' &&
    exchange.status === 403 &&
    !carriesCsrfToken(exchange.requestHeaders, names)
  );
}
