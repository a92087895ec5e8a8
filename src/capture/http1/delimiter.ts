import { type Field, listOf, valuesOf } from './fields.js';
import { FramingError } from './framing-error.js';

/** How a body is delimited, with the length where one is known (RFC 9112 §6.3). */
export type Delimiter =
  | { readonly framing: 'none' | 'chunked' | 'until-close' }
  | { readonly framing: 'length'; readonly length: number };

/**
 * How a request's body is delimited. What two parsers could read differently is refused.
 *
 * @throws FramingError
 */
export function requestDelimiter(fields: readonly Field[], httpVersion: string): Delimiter {
  const codings = valuesOf(fields, 'transfer-encoding');
  const lengths = valuesOf(fields, 'content-length');
  if (codings.length > 0) {
    if (lengths.length > 0) {
      throw new FramingError('the request has both Content-Length and Transfer-Encoding');
    }
    if (httpVersion === '1.0') {
      throw new FramingError('Transfer-Encoding does not exist in HTTP/1.0');
    }
    if (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') {
      throw new FramingError('the only Transfer-Encoding that is passed on is chunked, once');
    }
    return { framing: 'chunked' };
  }
  const [length] = lengths;
  if (length === undefined) return { framing: 'none' };
  if (lengths.length > 1) throw new FramingError('the request has several Content-Length');
  return { framing: 'length', length: parseLength(length) };
}

/**
 * How a response's body is delimited, as clients read it (RFC 9112 §6.3).
 *
 * @throws FramingError if its lengths differ or are none
 */
export function responseDelimiter(
  fields: readonly Field[],
  status: number,
  method: string,
): Delimiter {
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) {
    return { framing: 'none' };
  }
  const codings = listOf(fields, 'transfer-encoding');
  if (codings.length > 0) {
    return { framing: codings.at(-1) === 'chunked' ? 'chunked' : 'until-close' };
  }
  const values = valuesOf(fields, 'content-length');
  const [only] = values;
  if (only === undefined) return { framing: 'until-close' };
  if (values.length === 1 && !only.includes(',')) {
    return { framing: 'length', length: parseLength(only) };
  }
  const lengths = new Set(values.flatMap((value) => value.split(',').map((v) => v.trim())));
  const [length = ''] = lengths;
  if (lengths.size > 1) throw new FramingError('the response has several Content-Length');
  return { framing: 'length', length: parseLength(length) };
}

function parseLength(value: string): number {
  const length = /^[0-9]+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(length)) throw new FramingError('Content-Length is no valid number');
  return length;
}
