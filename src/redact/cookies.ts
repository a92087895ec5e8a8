/** A cookie as `Set-Cookie` gives it (RFC 6265 §5.2). */
export interface SetCookie {
  readonly name: string;
  /** Without quotes around it; '' if the cookie is taken away or has no value. */
  readonly value: string;
  /** In order; names as they stood, null for an attribute without `=`. */
  readonly attributes: readonly (readonly [name: string, value: string | null])[];
}

/** Where a cookie stands within a header's value (UTF-16 units); quotes lie outside `start` and `end`. */
export interface CookieSpan {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The cookies of a `Cookie` header's value, in order, repeats included; values without quotes around them. */
export function parseCookies(headerValue: string): [name: string, value: string][] {
  return cookieSpans(headerValue).map(({ name, start, end }) => [
    name,
    headerValue.slice(start, end),
  ]);
}

/** Reads a `Set-Cookie` header's value. Never throws: without `=` all is the value of a cookie without name. */
export function parseSetCookie(headerValue: string): SetCookie {
  const [first, ...rest] = cookieSpans(headerValue);
  return {
    name: first?.name ?? '',
    value: first === undefined ? '' : headerValue.slice(first.start, first.end),
    attributes: rest.map(({ name, start, end }) =>
      name === '' ? [headerValue.slice(start, end), null] : [name, headerValue.slice(start, end)],
    ),
  };
}

/** Takes `name=value; name=value` apart; a part without `=` is a value without name (RFC 6265bis §5.7). */
export function cookieSpans(headerValue: string): CookieSpan[] {
  const spans: CookieSpan[] = [];
  for (let from = 0; from <= headerValue.length; ) {
    const semicolon = headerValue.indexOf(';', from);
    const to = semicolon === -1 ? headerValue.length : semicolon;
    const equals = headerValue.slice(from, to).indexOf('=');
    const valueFrom = equals === -1 ? from : from + equals + 1;
    const name = equals === -1 ? '' : headerValue.slice(from, from + equals).trim();
    const [start, end] = withoutQuotes(headerValue, valueFrom, to);
    if (name !== '' || start < end) spans.push({ name, start, end });
    from = to + 1;
  }
  return spans;
}

function withoutQuotes(text: string, from: number, to: number): [start: number, end: number] {
  let start = from;
  let end = to;
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  const quoted = end - start >= 2 && text[start] === '"' && text[end - 1] === '"';
  return quoted ? [start + 1, end - 1] : [start, end];
}

function isSpace(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

/** Name and value of the cookie that a `Set-Cookie` header sets. */
export function cookieSet(headerValue: string): readonly [name: string, value: string] {
  const { name, value } = parseSetCookie(headerValue);
  return [name, value];
}
