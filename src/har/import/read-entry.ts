import type { Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import { readUrl } from '../har-url.js';
import type { HarEntry, HarRequest, HarResponse, OwnOrder, Unusable } from './har-entry.js';
import { countIn, numberIn, textIn, textsIn, valueIn } from './members.js';
import { fileOf, requestBody, responseBody } from './read-bodies.js';
import { isToken, readHeaders } from './read-headers.js';
import { readOutcome } from './read-outcome.js';
import { isInstant, timesOf } from './read-times.js';

/** Longest method and reason phrase that are believed. */
const LONGEST_WORD = 1_000;
/** Longest name of a connection that is told apart. */
const LONGEST_NAME = 100;

/** What is common to reading both halves of an entry. */
interface Reading {
  readonly method: string;
  readonly isWebsocket: boolean;
  readonly own: unknown;
}

/**
 * An entry as an exchange, whoever wrote it; or why it is none.
 *
 * @param isOwn whether `_understudy` is believed: the file says that it is of our own
 */
export function readEntry(entry: unknown, isOwn: boolean): HarEntry | Unusable {
  const request = valueIn(entry, 'request');
  const times = timesOf(entry);
  const address = textIn(request, 'url');
  const method = textIn(request, 'method');
  if (times === null || address === null || method === null) return 'no-request';
  if (!isToken(method) || method.length > LONGEST_WORD) return 'no-request';
  const url = readUrl(address);
  if (url === null) return 'no-http';
  if (textIn(entry, '_fromCache') !== null) return 'cached';
  const own = isOwn ? valueIn(entry, '_understudy') : undefined;
  const response = valueIn(entry, 'response');
  const status = statusOf(response);
  const isWebsocket =
    url.isWebsocket || textIn(entry, '_resourceType') === 'websocket' || hasFrames(entry);
  const reading = { method, isWebsocket, own };
  const said = readRequest(request, url.target, reading);
  const answered = status === null ? null : readResponse(response, status, reading);
  return {
    ...ownTimes(times, own),
    url,
    isWebsocket,
    connection: textIn(entry, 'connection')?.slice(0, LONGEST_NAME) ?? null,
    request: said.request,
    response: answered?.response ?? null,
    outcome: readOutcome(entry, status, own),
    unsayable: said.unsayable + (answered?.unsayable ?? 0),
    isElsewhere:
      fileOf(valueIn(request, 'postData')) !== null ||
      fileOf(valueIn(response, 'content')) !== null,
    own: ownOrder(own),
  };
}

function readRequest(
  request: unknown,
  target: string,
  { method, isWebsocket, own }: Reading,
): { readonly request: HarRequest; readonly unsayable: number } {
  const half = valueIn(own, 'request');
  const read = readHeaders(request);
  const trailers = readHeaders(half, 'trailers');
  const path = textIn(half, 'path');
  return {
    request: {
      method,
      target: path !== null && path !== '' && !/[\s\p{Cc}]/u.test(path) ? path : target,
      httpVersion: /1\.0$/u.test(textIn(request, 'httpVersion') ?? '') ? '1.0' : '1.1',
      headers: isWebsocket ? withUpgrade(read.headers) : read.headers,
      trailers: trailers.headers,
      body: requestBody(request, read.headers, half === undefined ? undefined : bodyOf(half)),
      redacted: new Set(textsIn(half, 'redacted')),
    },
    unsayable: read.unsayable + trailers.unsayable,
  };
}

function readResponse(
  response: unknown,
  status: number,
  { method, isWebsocket, own }: Reading,
): { readonly response: HarResponse; readonly unsayable: number } {
  const half = valueIn(own, 'response');
  const read = readHeaders(response);
  const trailers = readHeaders(half, 'trailers');
  const body = half === undefined ? undefined : bodyOf(half);
  return {
    response: {
      status,
      reason: (textIn(response, 'statusText') ?? '').slice(0, LONGEST_WORD),
      headers: read.headers,
      trailers: trailers.headers,
      body:
        isWebsocket && status === 101
          ? null
          : responseBody(response, read.headers, { method, status, own: body }),
      redacted: new Set(textsIn(half, 'redacted')),
    },
    unsayable: read.unsayable + trailers.unsayable,
  };
}

/** Null if a HAR of our own says that there was no body. */
function bodyOf(half: unknown): unknown {
  return valueIn(half, 'body') ?? null;
}

/** Null if no answer came, which most writers say by 0 (Firefox by none, some by -1). */
function statusOf(response: unknown): number | null {
  const status = countIn(response, 'status');
  return status !== null && status >= 100 && status <= 999 ? status : null;
}

function hasFrames(entry: unknown): boolean {
  return Array.isArray(valueIn(entry, '_webSocketMessages'));
}

/** Playwright and Firefox may leave out what makes a request one for a websocket (RFC 6455 §4.1). */
function withUpgrade(headers: Headers): Headers {
  return headerValue(headers, 'upgrade') === null
    ? [...headers, ['Upgrade', 'websocket']]
    : headers;
}

/** The exact times of a HAR of our own, if they fit those that everybody reads. */
function ownTimes(
  times: Pick<HarEntry, 'startedAt' | 'endedAt'>,
  own: unknown,
): Pick<HarEntry, 'startedAt' | 'endedAt'> {
  const startedAt = numberIn(own, 'startedAt');
  if (startedAt === null || Math.abs(startedAt - times.startedAt) > 1) return times;
  const endedAt = numberIn(own, 'endedAt');
  const isUsable = endedAt !== null && isInstant(endedAt) && endedAt >= startedAt;
  return { startedAt, endedAt: isUsable ? endedAt : startedAt };
}

function ownOrder(own: unknown): OwnOrder | null {
  const seq = countIn(own, 'seq');
  return seq === null ? null : { seq, responseSeq: countIn(own, 'responseSeq') };
}
