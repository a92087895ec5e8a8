import type { Headers } from './exchange.js';

/** All values of a header, in wire order; its name is compared without case (RFC 9110 §5.1). */
export function headerValues(headers: Headers, name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
}

/** The first value of a header, or null if it is not there. */
export function headerValue(headers: Headers, name: string): string | null {
  return headerValues(headers, name)[0] ?? null;
}
