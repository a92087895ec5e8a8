import { decodeContent } from '../recording/content-coding.js';
import type { Body } from '../recording/exchange.js';
import type { Redactor } from '../redact/redactor.js';
import type { CapturedBody } from './body-capture.js';
import type { FiledBody } from './wire.js';

/** A body as it may be written, and where something was taken out of it. */
export interface KeptBody {
  readonly body: Body | null;
  readonly places: readonly string[];
  /** The content as text if it is valid UTF-8, else null. */
  readonly text: string | null;
}

/** What heads say of the body behind them. */
interface BodyHead {
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  readonly filed?: FiledBody;
}

/**
 * Decodes and redacts a body. What can't be looked into is not stored: nobody could say that it
 * holds no secret.
 *
 * @param cut whether the body ended before its time, so that its coding may end in the middle
 * @param limit bytes of decoded content that are inspected at most
 */
export function keepBody(
  captured: CapturedBody | null,
  headers: BodyHead,
  cut: boolean,
  redactor: Redactor,
  limit: number,
): KeptBody {
  if (captured === null) return { body: null, places: [], text: null };
  const { filed } = headers;
  const length = filed?.length ?? captured.length;
  const encoding = headers.contentEncoding?.trim().toLowerCase() || null;
  if (captured.bytes === null) {
    return withoutContent({ encoding, length, digest: captured.digest, omitted: 'too-large' });
  }
  if (filed !== undefined && filed.omitted !== null) {
    return withoutContent({ encoding, length, digest: filed.digest, omitted: filed.omitted });
  }
  const isDecoded = filed !== undefined || length === 0;
  const coded = !isDecoded && encoding !== null && encoding !== 'identity';
  const decoded = coded
    ? decodeContent(captured.bytes, encoding, { limit, truncated: cut })
    : { content: captured.bytes };
  if ('omitted' in decoded) {
    const hash = redactor.digest();
    hash.update(captured.bytes);
    return withoutContent({ encoding, length, digest: hash.hex(), omitted: decoded.omitted });
  }
  const { content, places, text } = redactor.body(decoded.content, headers.contentType);
  const encoded = coded && places.length === 0 ? captured.bytes : null;
  return {
    body: { content, encoded, encoding, length, digest: null, omitted: null },
    places,
    text,
  };
}

function withoutContent(what: Pick<Body, 'encoding' | 'length' | 'digest' | 'omitted'>): KeptBody {
  return { body: { content: null, encoded: null, ...what }, places: [], text: null };
}
