import type { Headers } from './exchange.js';

/** All values of a header, in wire order; its name is compared without case (RFC 9110 §5.1). */
export function headerValues(headers: Headers, name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const [each, value] of headers) if (isNamed(each, wanted)) values.push(value);
  return values;
}

/** The first value of a header, or null if it is not there. */
export function headerValue(headers: Headers, name: string): string | null {
  const wanted = name.toLowerCase();
  for (const [each, value] of headers) if (isNamed(each, wanted)) return value;
  return null;
}

/** The length alone tells most apart. */
function isNamed(name: string, wanted: string): boolean {
  return name.length === wanted.length && name.toLowerCase() === wanted;
}
