import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
} from 'node:zlib';

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

/** Encodes anew what had to be changed; null for a coding that is not known. */
export function encodeContent(content: Uint8Array, coding: string): Uint8Array | null {
  switch (plainName(coding)) {
    case 'gzip':
      return gzipSync(content);
    case 'deflate':
      return deflateSync(content);
    case 'br':
      return brotliCompressSync(content);
    default:
      return null;
  }
}

/** Undoes one coding of a request body; the body itself if that can't be done within the limit. */
export function decodeRequest(body: Uint8Array, coding: string | null, limit: number): Uint8Array {
  const options = { maxOutputLength: limit };
  try {
    switch (plainName((coding ?? '').trim().toLowerCase())) {
      case 'gzip':
        return gunzipSync(body, options);
      case 'deflate':
        return inflateSync(body, options);
      case 'br':
        return brotliDecompressSync(body, options);
      default:
        return body;
    }
  } catch {
    return body;
  }
}

/** `x-gzip` is gzip (RFC 9110 §8.4.1.3). */
function plainName(coding: string): string {
  return coding === 'x-gzip' ? 'gzip' : coding;
}
