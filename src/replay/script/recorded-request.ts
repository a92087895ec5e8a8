import { headerValue, headerValues } from '../../recording/headers.js';
import type { RecordedExchange } from '../../recording/reader.js';
import { parseSetCookie } from '../../redact/cookies.js';
import { credentialsOf, isSessionCookie } from '../credentials.js';
import { type CsrfHeaders, carriesCsrfToken, isCsrfRefusal } from '../csrf.js';
import type { RecordedShape } from '../matching/compare-shapes.js';
import type { Matching } from '../matching/matching.js';
import type { RecordedRequest } from './script.js';

/** What matching must know of the whole recording. */
export interface MatchingFacts {
  readonly csrf: CsrfHeaders;
  readonly matching: Matching;
  /** Gives all origins of the server one name, so that URIs in request bodies compare. */
  readonly canonical: (content: Uint8Array) => Uint8Array;
  /** `whyUnusable`, which reads the answer's body, so it is asked once for each exchange. */
  readonly unusable: (exchange: RecordedExchange) => string | null;
}

/** A recorded call or safe request as it is matched. */
export function recordedRequest(
  exchange: RecordedExchange,
  position: number,
  facts: MatchingFacts,
): RecordedRequest {
  const shape = recordedShape(exchange, facts);
  return {
    exchange: exchange.id,
    call: exchange.kind === 'call',
    path: exchange.path,
    shape,
    position,
    status: exchange.status ?? 0,
    latency: (exchange.endedAt ?? exchange.startedAt) - exchange.startedAt,
    answerSeq: exchange.responseSeq ?? exchange.seq,
    beginsSession: beginsSession(exchange),
    unusable: facts.unusable(exchange),
  };
}

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

/**
 * Why a recorded answer can't be given: there was none (outages are not acted out), its status is no final one, or its body
 * was not stored. An answer that was cut short is given as far as it came.
 */
export function whyUnusable(exchange: RecordedExchange): string | null {
  const { status, outcome, responseBody } = exchange;
  if (status === null) return `no answer was recorded (${outcome})`;
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return `the recorded status ${status} is no final one`;
  }
  if (responseBody !== null && responseBody.omitted !== null) {
    return `the body of the recorded answer was not stored (${responseBody.omitted})`;
  }
  return null;
}

function recordedShape(
  exchange: RecordedExchange,
  { csrf, canonical, matching }: MatchingFacts,
): RecordedShape {
  const { requestHeaders, requestBody } = exchange;
  const content = requestBody?.content ?? null;
  const shape = matching({
    method: exchange.method,
    target: exchange.path,
    contentType: headerValue(requestHeaders, 'content-type'),
    body: content === null ? null : canonical(content),
    credentials: credentialsOf(requestHeaders).any,
    csrfToken: carriesCsrfToken(requestHeaders, csrf),
    headers: requestHeaders,
    canonical,
  });
  return {
    ...shape,
    redacted: new Set(exchange.requestRedacted),
    csrfRefusal: isCsrfRefusal(exchange, csrf),
  };
}
