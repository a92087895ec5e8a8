import type { RequestHead } from '../wire.js';
import { type Delimiter, requestDelimiter } from './delimiter.js';
import { type Field, headersOf, parseFields, token, valuesOf } from './fields.js';
import { FramingError } from './framing-error.js';

/** A request's head with what is needed to edit it. */
export interface ParsedRequestHead {
  readonly head: RequestHead;
  /** The head as it came, latin1, the empty line included. */
  readonly text: string;
  readonly fields: readonly Field[];
  readonly delimiter: Delimiter;
}

const requestLine = /^([^ ]+) ([^\0-\x20\x7f]+) (HTTP\/[0-9]\.[0-9])\r\n/;

/**
 * Reads a request's head strictly (RFC 9112 §3, §5).
 *
 * @param text the head, latin1, with the empty line
 * @throws FramingError with the status that the request deserves
 */
export function parseRequestHead(text: string): ParsedRequestHead {
  const line = requestLine.exec(text);
  const [whole, method, target, version] = line ?? [];
  if (whole === undefined || method === undefined || target === undefined || !token.test(method)) {
    throw new FramingError('the request line is not valid');
  }
  if (version !== 'HTTP/1.1' && version !== 'HTTP/1.0') {
    throw new FramingError('only HTTP/1.1 and HTTP/1.0 are spoken here', 505);
  }
  // RFC 9110 §9.3.6: a tunnel leads somewhere else, and there is only the one target.
  if (method === 'CONNECT') throw new FramingError('CONNECT is not passed on', 501);
  const httpVersion = version === 'HTTP/1.1' ? '1.1' : '1.0';
  const fields = parseFields(text, whole.length, 'strict');
  if (valuesOf(fields, 'host').length > 1) throw new FramingError('the request has several Host');
  const delimiter = requestDelimiter(fields, httpVersion);
  const { framing } = delimiter;
  return {
    head: { method, target, httpVersion, headers: headersOf(fields), framing, text },
    text,
    fields,
    delimiter,
  };
}
