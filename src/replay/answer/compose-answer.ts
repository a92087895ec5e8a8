import { encodeContent } from '../../recording/content-coding.js';
import type { Body, Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import type { Answer, LiveRequest } from '../exchange-at-the-door.js';
import { acceptsCoding } from './accepts-coding.js';
import { type HeaderChanges, liveHeaders, withoutControls } from './live-headers.js';

/** A recorded answer, or one made up in the recorded server's manner. */
export interface AnswerSource {
  readonly status: number;
  readonly reason: string | null;
  readonly headers: Headers;
  readonly body: Pick<Body, 'content' | 'encoded' | 'encoding'> | null;
}

/** How an answer is fitted to a live session. */
export interface AnswerChanges extends HeaderChanges {
  /** Puts the stand-in's origin into a body; the same object if nothing changed. */
  readonly content: (content: Uint8Array) => Uint8Array;
}

/**
 * The answer as it goes out: body in its recorded coding if the client accepts that, else decoded;
 * `Content-Length` right, at its recorded place or last (RFC 9110 §8.6).
 *
 * @param live the headers of the source as they go to that live session
 */
export function composeAnswer(
  source: AnswerSource,
  request: LiveRequest,
  changes: AnswerChanges,
  live: Headers = liveHeaders(source.headers, changes),
): Answer {
  const { body, coding } = liveBody(source.body, request, changes);
  const bodiless = request.method === 'HEAD' || source.status === 204 || source.status === 304;
  const headers: (readonly [string, string])[] = [];
  let placed = false;
  for (const [name, value] of live) {
    const lower = name.toLowerCase();
    if (lower === 'content-length') {
      // An answer to HEAD speaks of the body that GET would get.
      if (placed || source.status === 204) continue;
      if (!bodiless || /^\d+$/u.test(value.trim())) {
        headers.push([name, bodiless ? value.trim() : String(body.length)]);
        placed = true;
      }
    } else if (lower !== 'content-encoding' || bodiless || coding !== null) {
      headers.push([name, value]);
    }
  }
  if (!placed && !bodiless) headers.push(['Content-Length', String(body.length)]);
  return {
    status: source.status,
    reason: withoutControls(source.reason ?? ''),
    headers,
    body: bodiless ? null : body,
  };
}

function liveBody(
  recorded: AnswerSource['body'],
  request: LiveRequest,
  changes: AnswerChanges,
): { readonly body: Uint8Array; readonly coding: string | null } {
  const before = recorded?.content ?? new Uint8Array();
  const content = changes.content(before);
  const coding = recorded?.encoding ?? null;
  if (coding === null || coding === 'identity' || before.length === 0)
    return { body: content, coding };
  const accepted = coding
    .split(',')
    .every((each) => acceptsCoding(headerValue(request.headers, 'accept-encoding'), each.trim()));
  const encoded = accepted
    ? content === before && recorded?.encoded
      ? recorded.encoded
      : encodeContent(content, coding)
    : null;
  return encoded === null ? { body: content, coding: null } : { body: encoded, coding };
}
