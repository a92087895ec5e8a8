import { decodeContent } from '../recording/content-coding.js';
import type { Body } from '../recording/exchange.js';
import type { Redactor } from '../redact/redactor.js';

/** A body after more was redacted in it. */
export interface ScrubbedBody {
  readonly body: Body | null;
  /** What was replaced this time. */
  readonly places: readonly string[];
  /** The content as text if it is valid UTF-8, else null. */
  readonly text: string | null;
}

/**
 * Redacts a body once more. The bytes as they came stay only if nothing was replaced, and if they are
 * what the content says: an import may have brought others, which nobody could look into.
 *
 * @param before places where something was redacted already
 */
export function scrubBody(
  body: Body | null,
  contentType: string | null,
  before: ReadonlySet<string>,
  redactor: Redactor,
): ScrubbedBody {
  if (body === null) return { body, places: [], text: null };
  if (body.content === null)
    return { body: withoutContent(body, redactor), places: [], text: null };
  const { content, places, text } = redactor.body(body.content, contentType, before);
  const encoded = places.length === 0 && isEncodingOf(body, body.content) ? body.encoded : null;
  return { body: { ...body, content, encoded }, places, text };
}

function withoutContent(body: Body, redactor: Redactor): Body {
  if (body.encoded === null) return body;
  const hash = redactor.digest();
  hash.update(body.encoded);
  return { ...body, encoded: null, digest: hash.hex(), omitted: 'unknown-encoding' };
}

function isEncodingOf({ encoded, encoding }: Body, content: Uint8Array): boolean {
  if (encoded === null) return false;
  const decoded = decodeContent(encoded, encoding, { limit: content.length, truncated: true });
  return 'content' in decoded && Buffer.compare(decoded.content, content) === 0;
}
