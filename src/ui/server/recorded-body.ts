import { bodyText } from '../../recording/body-text.js';
import type { Body } from '../../recording/exchange.js';
import type { Timeline } from '../../recording/timeline.js';
import { type BodyDetail, MOST_TEXT } from '../protocol/detail.js';
import { NotThere } from './route.js';
import type { WholeBody } from './source.js';

/** As much of a body as can be looked at; null if there is none. */
export function bodyDetail(body: Body | null): BodyDetail | null {
  if (body === null) return null;
  const { content, length, encoding, omitted, digest } = body;
  const facts = { length, encoding, omitted, digest };
  if (content === null) return { text: null, base64: null, cut: false, ...facts };
  const text = bodyText(body);
  if (text !== null) {
    return { text: cutText(text), base64: null, cut: text.length > MOST_TEXT, ...facts };
  }
  const shown = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const base64 = shown.subarray(0, MOST_TEXT).toString('base64');
  return { text: null, base64, cut: content.length > MOST_TEXT, ...facts };
}

/** As much of a text as can be looked at, no character in two. */
export function cutText(text: string): string {
  if (text.length <= MOST_TEXT) return text;
  const last = text.charCodeAt(MOST_TEXT - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, isHalf ? MOST_TEXT - 1 : MOST_TEXT);
}

/**
 * A body after decoding.
 *
 * @throws NotThere if there is none, or it was not stored
 */
export function recordedBody(
  timeline: Timeline,
  id: number,
  which: 'request' | 'response',
): WholeBody {
  const exchange = timeline.exchange(id);
  if (exchange === null) throw new NotThere(`there is no exchange ${id}`);
  const body = which === 'request' ? exchange.requestBody : exchange.responseBody;
  if (body === null) throw new NotThere(`the ${which} of exchange ${id} has no body`);
  if (body.content === null) {
    throw new NotThere(`the ${which}'s body was not stored: ${body.omitted ?? 'unknown reason'}`);
  }
  return { bytes: body.content };
}
