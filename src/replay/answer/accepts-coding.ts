/**
 * Whether a client accepts a coding (RFC 9110 §12.5.3). A client that does not say what it accepts is
 * taken to accept none, since it may not be able to decode.
 */
export function acceptsCoding(acceptEncoding: string | null, coding: string): boolean {
  let accepted = false;
  for (const part of (acceptEncoding ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((each) => each.trim());
    const weight = parameters.find((each) => each.startsWith('q='));
    const positive = weight === undefined || Number(weight.slice(2)) > 0;
    if (plainName(name) === plainName(coding)) return positive;
    if (name === '*') accepted = positive;
  }
  return accepted;
}

/** `x-gzip` is gzip (RFC 9110 §8.4.1.3). */
function plainName(coding: string): string {
  return coding === 'x-gzip' ? 'gzip' : coding;
}
