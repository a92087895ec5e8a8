import type { JsonNode } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import { bodyText } from '../../recording/body-text.js';
import type { Body, Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';

/** A body as it is compared. */
export type Content =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly text: string; readonly node: JsonNode }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  | { readonly kind: 'omitted'; readonly length: number };

/** JSON is known by its header or its beginning; what is broken is text, what is no text binary. One that is empty is none. */
export function contentOf(body: Body | null, headers: Headers | null): Content {
  if (body === null) return { kind: 'none' };
  if (body.omitted !== null) return { kind: 'omitted', length: body.length };
  const { content } = body;
  if (content === null || content.length === 0) return { kind: 'none' };
  const text = bodyText(body);
  if (text === null) return { kind: 'binary', bytes: content };
  const saysJson = /json/iu.test(headerValue(headers ?? [], 'content-type') ?? '');
  const node = saysJson || /^\s*[[{]/u.test(text) ? tryParseJson(text) : null;
  return node === null ? { kind: 'text', text } : { kind: 'json', text, node };
}
