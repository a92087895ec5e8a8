import { headerValues } from '../recording/headers.js';
import type { RecordedExchange } from '../recording/reader.js';
import { parseSetCookie } from '../redact/cookies.js';
import { credentialsOf, isSessionCookie } from './credentials.js';

/** Whether it is a call or safe request that carries no credentials. */
export function isAnonymous(exchange: RecordedExchange): boolean {
  const { kind, requestHeaders } = exchange;
  return (kind === 'call' || kind === 'safe') && !credentialsOf(requestHeaders).any;
}

/** Only the session that it was recorded in can play it. */
export function isPersonal(exchange: RecordedExchange): boolean {
  return !isAnonymous(exchange) || beginsSession(exchange);
}

/** Whether its answer sets a session cookie, while the request carried none. */
export function beginsSession({ requestHeaders, responseHeaders }: RecordedExchange): boolean {
  return (
    credentialsOf(requestHeaders).sessionCookies.length === 0 &&
    headerValues(responseHeaders ?? [], 'set-cookie')
      .map(parseSetCookie)
      .some(({ name, value }) => isSessionCookie(name, value))
  );
}
