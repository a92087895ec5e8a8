import zlib from 'node:zlib';

/** A body after content decoding, or why there is none. */
export type DecodedContent =
  | { readonly content: Uint8Array }
  | { readonly omitted: 'unknown-encoding' | 'broken-encoding' | 'too-large' };

export interface DecodeOptions {
  /** Bytes that come out at most, after each of several codings. */
  readonly limit: number;
  /** The body was cut off: what came is decoded as far as it goes. */
  readonly truncated?: boolean;
}

/** What zlib's synchronous functions give when they are asked for `info`. */
interface Inflated {
  readonly buffer: Buffer;
  /** `bytesWritten` is how much of the input was used. */
  readonly engine: { readonly bytesWritten: number };
}

type Decoder = (bytes: Uint8Array, options: DecodeOptions) => Uint8Array;

/** Thrown by a decoder here for input that zlib accepts. */
class BrokenCoding extends Error {}

/**
 * Undoes `Content-Encoding` (RFC 9110 §8.4): gzip, deflate (with zlib's wrapper, and raw as some servers
 * send it), br, identity; of several the last one first. Others are unknown. Bytes after
 * the end of a coding count as broken: nobody could look into them.
 *
 * @param encoding the header's value; null if there is none
 */
export function decodeContent(
  bytes: Uint8Array,
  encoding: string | null,
  options: DecodeOptions,
): DecodedContent {
  const chosen = codingsOf(encoding).map((name) => decoders.get(name));
  if (chosen.length > MOST_CODINGS) return { omitted: 'unknown-encoding' };
  let content = bytes;
  for (const decode of chosen.reverse()) {
    if (decode === undefined) return { omitted: 'unknown-encoding' };
    // A cut may have left nothing of the coding's own header; an empty body may have no coding at all.
    if (content.length === 0) continue;
    try {
      content = decode(content, options);
    } catch (error) {
      const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      return { omitted: tooLarge ? 'too-large' : 'broken-encoding' };
    }
  }
  return content.length > options.limit ? { omitted: 'too-large' } : { content };
}

/**
 * Applies the same codings anew, the first one first. Equal content gives equal bytes on one version of zlib.
 * Null if one of them is unknown, or there are too many.
 */
export function encodeContent(bytes: Uint8Array, encoding: string | null): Uint8Array | null {
  let encoded = bytes;
  const names = codingsOf(encoding);
  if (names.length > MOST_CODINGS) return null;
  for (const name of names) {
    const encode = encoders.get(name);
    if (encode === undefined) return null;
    encoded = encode(encoded);
  }
  return encoded;
}

/** More than this nobody sends in earnest. */
const MOST_CODINGS = 4;

/** Codings in lower case; `identity` and empty list members (RFC 9110 §5.6.1) left out. */
function codingsOf(encoding: string | null): string[] {
  return (encoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
}

function gunzip(bytes: Uint8Array, options: DecodeOptions): Uint8Array {
  return whole(bytes, zlib.gunzipSync(bytes, zlibOptions(options)));
}

/** RFC 9110 §8.4.1.2: some send raw deflate; zlib's wrapper shows in its first two bytes (RFC 1950 §2.2). */
function inflate(bytes: Uint8Array, options: DecodeOptions): Uint8Array {
  const [method = 0, flags = 0] = bytes;
  const wrapped = (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
  const decode = wrapped ? zlib.inflateSync : zlib.inflateRawSync;
  return whole(bytes, decode(bytes, zlibOptions(options)));
}

function unbrotli(bytes: Uint8Array, { limit, truncated = false }: DecodeOptions): Uint8Array {
  const { BROTLI_OPERATION_FLUSH, BROTLI_OPERATION_FINISH } = zlib.constants;
  const options: zlib.BrotliOptions & { readonly info: true } = {
    finishFlush: truncated ? BROTLI_OPERATION_FLUSH : BROTLI_OPERATION_FINISH,
    maxOutputLength: atLeastOne(limit),
    info: true,
  };
  return whole(bytes, zlib.brotliDecompressSync(bytes, options));
}

function zlibOptions({ limit, truncated = false }: DecodeOptions): zlib.ZlibOptions {
  const { Z_SYNC_FLUSH, Z_FINISH } = zlib.constants;
  const finishFlush = truncated ? Z_SYNC_FLUSH : Z_FINISH;
  return { finishFlush, maxOutputLength: atLeastOne(limit), info: true };
}

/** zlib refuses a limit of 0. */
function atLeastOne(limit: number): number {
  return Math.max(1, limit);
}

/** The types of Node know nothing of `info`. */
function whole(bytes: Uint8Array, result: unknown): Uint8Array {
  const { buffer, engine } = result as Inflated;
  // Some servers fill up with zeros.
  if (bytes.subarray(engine.bytesWritten).some((byte) => byte !== 0))
    throw new BrokenCoding('Bytes after the end');
  return buffer;
}

const decoders = new Map<string, Decoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', unbrotli],
]);

const encoders = new Map<string, (bytes: Uint8Array) => Uint8Array>([
  ['gzip', (bytes) => zlib.gzipSync(bytes)],
  ['x-gzip', (bytes) => zlib.gzipSync(bytes)],
  ['deflate', (bytes) => zlib.deflateSync(bytes)],
  ['br', (bytes) => zlib.brotliCompressSync(bytes, brotliSpeed())],
]);

/** The default quality, 11, is for files that are compressed once; answers are compressed each time. */
function brotliSpeed(): zlib.BrotliOptions {
  return { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } };
}
