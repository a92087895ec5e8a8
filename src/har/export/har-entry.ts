import type { Headers, Outcome } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import { isoTime } from '../../recording/iso-time.js';
import type { RecordedExchange } from '../../recording/reader.js';
import { readUrl, writeUrl } from '../har-url.js';
import type { OwnEntry, OwnHalf } from '../own-facts.js';
import { contentOf, ownBody, postDataOf } from './har-bodies.js';
import { framesOf, ownAnswers, ownMessage } from './har-frames.js';
import { namedHeaders, parameters, requestCookies, responseCookies } from './har-headers.js';
import type { MessageBook } from './message-book.js';

/** What went wrong, as `response._error`; null if nothing did. */
const ERRORS: Readonly<Record<Outcome, string | null>> = {
  complete: null,
  'cut-by-server': 'the server cut the answer short',
  'cut-by-desktop': 'the desktop hung up',
  unreachable: 'the server could not be reached',
  open: 'no answer when the recording ended',
};

/**
 * The entry of an exchange (HAR 1.2, `entries`).
 *
 * @param target origin of the recorded server; null if it is not known
 */
export function harEntry(
  exchange: RecordedExchange,
  target: string | null,
  book: MessageBook,
): object {
  const { kind, status, startedAt, endedAt, session } = exchange;
  const isOpened = kind === 'websocket' && status === 101;
  const time =
    endedAt === null ? 0 : Math.max(0, Math.round((endedAt - startedAt) * 1_000) / 1_000);
  const path = targetIn(exchange, target);
  return {
    ...(session === null ? {} : { pageref: pageOf(session) }),
    startedDateTime: isoTime(startedAt),
    time,
    request: request(exchange, path.url),
    response: response(exchange),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: time, receive: 0, ssl: -1 },
    connection: String(exchange.connection),
    _resourceType: kind === 'websocket' ? 'websocket' : 'xhr',
    ...(isOpened ? { _webSocketMessages: framesOf(exchange.id, book) } : {}),
    _understudy: ownEntry(exchange, path.own, book),
  };
}

/** The id of a session's page. */
export function pageOf(session: number): string {
  return `session_${session}`;
}

function request({ method, requestHeaders, requestBody }: RecordedExchange, url: string): object {
  const query = url.indexOf('?');
  const postData = postDataOf(requestBody, requestHeaders);
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: requestCookies(requestHeaders),
    headers: namedHeaders(requestHeaders),
    queryString: query === -1 ? [] : parameters(url.slice(query + 1)),
    ...(postData === undefined ? {} : { postData }),
    headersSize: -1,
    bodySize: requestBody?.length ?? 0,
  };
}

function response(exchange: RecordedExchange): object {
  const { status, reason, responseHeaders, responseBody, outcome } = exchange;
  const headers: Headers = responseHeaders ?? [];
  return {
    status: status ?? 0,
    statusText: reason ?? '',
    httpVersion: status === null ? '' : 'HTTP/1.1',
    cookies: responseCookies(headers),
    headers: namedHeaders(headers),
    content: contentOf(responseBody, responseHeaders),
    redirectURL: headerValue(headers, 'location') ?? '',
    headersSize: -1,
    bodySize: status === null ? -1 : (responseBody?.length ?? 0),
    ...(outcome === 'complete' ? {} : { _error: ERRORS[outcome] }),
  };
}

function ownEntry(exchange: RecordedExchange, path: string | null, book: MessageBook): OwnEntry {
  const { id, session, seq, responseSeq, startedAt, endedAt, kind, outcome, operation } = exchange;
  return {
    id,
    session,
    seq,
    responseSeq,
    startedAt,
    endedAt,
    kind,
    outcome,
    operation,
    referenceId: exchange.responseReference ?? exchange.requestReference,
    request: {
      ...(path === null ? {} : { path }),
      body: ownBody(exchange.requestBody),
      ...besides(exchange.requestRedacted, exchange.requestTrailers),
    },
    response: {
      body: ownBody(exchange.responseBody),
      ...besides(exchange.responseRedacted, exchange.responseTrailers),
    },
    ...(kind === 'call' ? { notifications: ownAnswers(id, book) } : {}),
    ...(kind === 'bayeux'
      ? { messages: Array.from(book.messagesOf(id), (message) => ownMessage(message, book)) }
      : {}),
  };
}

function besides(redacted: readonly string[], trailers: Headers): Omit<OwnHalf, 'body'> {
  return {
    ...(redacted.length === 0 ? {} : { redacted }),
    ...(trailers.length === 0 ? {} : { trailers: namedHeaders(trailers) }),
  };
}

/** The URL of an exchange, and its request target if the URL does not say it exactly. */
function targetIn(
  { path, kind, requestHeaders }: RecordedExchange,
  target: string | null,
): { readonly url: string; readonly own: string | null } {
  const host = headerValue(requestHeaders, 'host');
  const named = host === null ? null : readUrl(`http://${host}/`);
  const origin = target ?? named?.origin ?? 'http://recorded.invalid';
  const url = writeUrl(origin, path, kind === 'websocket');
  return { url, own: readUrl(url)?.target === path ? null : path };
}
