import type { Headers } from '../../recording/exchange.js';
import { FramingError } from './framing-error.js';
import type { Rigour } from './rigour.js';

/** One header field and where it stands in the section's text. */
export interface Field {
  readonly name: string;
  /** The name in lower case. */
  readonly key: string;
  /** Without the whitespace around it; a folded value (RFC 9112 §5.2) in one line. */
  readonly value: string;
  /** Where the field's first line starts. */
  readonly start: number;
  /** Behind the field's last line end. */
  readonly end: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** RFC 9110 §5.6.2. */
export const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// RFC 9110 §5.5: HTAB, SP, VCHAR and obs-text.
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Reads the field lines of a head or a trailer section, up to the empty line.
 *
 * @param text the section, latin1
 * @param from where the first field line starts
 * @throws FramingError where the rigour demands it
 */
export function parseFields(text: string, from: number, rigour: Rigour): readonly Field[] {
  const fields: Field[] = [];
  let start = from;
  while (start < text.length) {
    const lf = text.indexOf('\n', start);
    const end = lf === -1 ? text.length : lf + 1;
    const stop = lf > start && text[lf - 1] === '\r' ? lf - 1 : lf === -1 ? text.length : lf;
    if (stop === start) break;
    const first = text[start];
    if (first === ' ' || first === '\t') {
      if (rigour === 'strict') throw new FramingError('a header is folded over several lines');
      fold(fields, text, start, stop, end);
    } else {
      const field = parseField(text, start, stop, end, rigour);
      if (field !== undefined) fields.push(field);
    }
    start = end;
  }
  return fields;
}

function parseField(
  text: string,
  start: number,
  stop: number,
  end: number,
  rigour: Rigour,
): Field | undefined {
  const line = text.slice(start, stop);
  const colon = line.indexOf(':');
  const raw = line.slice(colon + 1);
  const value = trim(raw);
  if (rigour === 'strict') {
    // Also catches whitespace before the colon (RFC 9112 §5.1).
    if (colon === -1 || !token.test(line.slice(0, colon))) {
      throw new FramingError('a header has no valid name');
    }
    if (!fieldValue.test(raw)) throw new FramingError('a header has a control character');
  } else {
    if (/[\0\r]/.test(line)) throw new FramingError('a header has a NUL or a bare CR');
    // Browsers pass over lines that are no fields.
    if (colon < 1) return undefined;
  }
  const valueStart = start + colon + 1 + raw.indexOf(value);
  const name = line.slice(0, colon).trimEnd();
  return {
    name,
    key: name.toLowerCase(),
    value,
    start,
    end,
    valueStart,
    valueEnd: valueStart + value.length,
  };
}

function fold(fields: Field[], text: string, start: number, stop: number, end: number): void {
  const line = text.slice(start, stop);
  if (/[\0\r]/.test(line)) throw new FramingError('a header has a NUL or a bare CR');
  const before = fields.pop();
  if (before === undefined) return;
  const more = trim(line);
  const value =
    before.value === '' || more === '' ? before.value + more : `${before.value} ${more}`;
  fields.push({ ...before, value, end, valueEnd: more === '' ? before.valueEnd : stop });
}

// Only OWS (RFC 9110 §5.6.3): String.trim would also take 0xa0.
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Names and values alone. */
export function headersOf(fields: readonly Field[]): Headers {
  return fields.map(({ name, value }) => [name, value] as const);
}

/** The values of all fields of that name, in wire order. */
export function valuesOf(fields: readonly Field[], key: string): readonly string[] {
  let values: string[] | undefined;
  for (const field of fields) {
    if (field.key !== key) continue;
    if (values === undefined) values = [field.value];
    else values.push(field.value);
  }
  return values ?? NONE;
}

const NONE: readonly string[] = [];

/** The members of a comma-separated list over all fields of that name (RFC 9110 §5.6.1), lower case. */
export function listOf(fields: readonly Field[], key: string): readonly string[] {
  const values = valuesOf(fields, key);
  if (values.length === 0) return values;
  return values
    .flatMap((value) => value.split(','))
    .map((member) => trim(member).toLowerCase())
    .filter((member) => member !== '');
}
