import { bodyText } from '../../recording/body-text.js';
import type { Body, Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import type { OwnBody } from '../own-facts.js';
import { type Named, parameters } from './har-headers.js';

/** `request.postData`; HAR has no way to say that its text is Base64, so a member of our own does. */
interface PostData {
  readonly mimeType: string;
  readonly text: string;
  readonly params?: readonly Named[];
  readonly _encoding?: 'base64';
}

/** `response.content`: after content decoding. */
interface Content {
  readonly size: number;
  readonly compression?: number;
  readonly mimeType: string;
  readonly text?: string;
  readonly encoding?: 'base64';
  readonly comment?: string;
}

/** What other writers say where no type was told. */
const NO_TYPE = 'x-unknown';

/** Undefined if there is no body, or it is not stored. */
export function postDataOf(body: Body | null, headers: Headers): PostData | undefined {
  if (body === null || body.content === null) return undefined;
  const mimeType = headerValue(headers, 'content-type') ?? '';
  const text = bodyText(body);
  if (text === null) return { mimeType, text: base64(body.content), _encoding: 'base64' };
  const isForm = /^\s*application\/x-www-form-urlencoded/iu.test(mimeType);
  return { mimeType, text, ...(isForm ? { params: parameters(text) } : {}) };
}

export function contentOf(body: Body | null, headers: Headers | null): Content {
  const mimeType = (headers === null ? null : headerValue(headers, 'content-type')) ?? NO_TYPE;
  if (body === null) return { size: 0, mimeType };
  const { content, encoding, length } = body;
  if (content === null) {
    return { size: length, mimeType, comment: `The body was not stored: ${body.omitted}` };
  }
  const size = { size: content.length };
  const compression = encoding === null ? {} : { compression: content.length - length };
  const text = bodyText(body);
  if (text !== null) return { ...size, ...compression, mimeType, text };
  return { ...size, ...compression, mimeType, text: base64(content), encoding: 'base64' };
}

export function ownBody(body: Body | null): OwnBody | null {
  if (body === null) return null;
  const { length, omitted, digest } = body;
  return {
    length,
    ...(omitted === null ? {} : { omitted }),
    ...(digest === null ? {} : { digest }),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
