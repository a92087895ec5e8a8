import { credentialsOf } from '../../acts/credentials.js';
import { type CsrfHeaders, carriesCsrfToken, isCsrfRefusal } from '../../acts/csrf.js';
import { beginsSession } from '../../acts/personal.js';
import { headerValue } from '../../recording/headers.js';
import type { RecordedExchange } from '../../recording/reader.js';
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
