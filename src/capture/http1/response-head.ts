import type { ResponseHead } from '../wire.js';
import { type Delimiter, responseDelimiter } from './delimiter.js';
import { type Field, headersOf, parseFields } from './fields.js';
import { FramingError } from './framing-error.js';

/** A response's head with what is needed to edit it. */
export interface ParsedResponseHead {
  readonly head: ResponseHead;
  /** The head as it came, latin1, the empty line included. */
  readonly text: string;
  readonly fields: readonly Field[];
  readonly delimiter: Delimiter;
}

// RFC 9112 §4, with what clients accept: a missing reason, more than one space, a bare LF.
const statusLine = /^HTTP\/([0-9]\.[0-9]) +([1-9][0-9]{2})(?: ([^\0\r\n]*))?\r?\n/;

/**
 * Reads a response's head as clients do.
 *
 * @param text the head, latin1, with the empty line
 * @param method of the request that it answers
 * @throws FramingError if no client could read it, or two would differ
 */
export function parseResponseHead(text: string, method: string): ParsedResponseHead {
  const [whole, httpVersion, code, reason] = statusLine.exec(text) ?? [];
  if (whole === undefined || httpVersion === undefined || code === undefined) {
    throw new FramingError('the status line is not valid');
  }
  const status = Number(code);
  const fields = parseFields(text, whole.length, 'lenient');
  const delimiter = responseDelimiter(fields, status, method);
  const { framing } = delimiter;
  return {
    head: { status, reason: reason ?? '', httpVersion, headers: headersOf(fields), framing, text },
    text,
    fields,
    delimiter,
  };
}
