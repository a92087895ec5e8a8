import type { Headers } from '../../recording/exchange.js';
import { type BodyReader, bodyReader } from './body-reader.js';
import { FramingError } from './framing-error.js';
import type { ReaderLimits } from './reader-limits.js';
import { type ParsedResponseHead, parseResponseHead } from './response-head.js';
import { type SectionReader, sectionReader } from './section-reader.js';

/** What a piece of the server's bytes holds, in wire order. */
export type ResponseEvent =
  /** An interim response (1xx, RFC 9110 §15.2), whole. */
  | { readonly type: 'interim'; readonly parsed: ParsedResponseHead }
  /** The head of the final response. */
  | { readonly type: 'head'; readonly parsed: ParsedResponseHead }
  /** Bytes of the body: as they came, and the payload in them. */
  | { readonly type: 'body'; readonly wire: Buffer; readonly payload: readonly Buffer[] }
  | { readonly type: 'end'; readonly trailers: Headers }
  /** Bytes that belong to no response: empty lines in between, or what came unasked. */
  | { readonly type: 'stray'; readonly wire: Buffer; readonly unasked: boolean }
  /** The response can't be read. The reader reads nothing more. */
  | { readonly type: 'broken'; readonly reason: string };

/** Reads the responses of one connection, in any number of pieces. Never throws. */
export interface ResponseReader {
  read(bytes: Buffer): Generator<ResponseEvent, void, undefined>;
  /** The server has sent its FIN: ends a body that lasts until then; gives out a part of a head. */
  finish(): Generator<ResponseEvent, void, undefined>;
}

const CR = 0x0d;
const LF = 0x0a;

/**
 * A lenient reader of responses (RFC 9112).
 *
 * @param method the method of the oldest request that has no final response yet, if there is one
 */
export function responseReader(
  method: () => string | undefined,
  limits: ReaderLimits,
): ResponseReader {
  let section: SectionReader | undefined;
  let body: BodyReader | undefined;
  let untilClose = false;
  let dead = false;
  let unasked = false;

  function* readStray(bytes: Buffer, at: number): Generator<ResponseEvent, number, undefined> {
    let next = at;
    while (bytes[next] === CR || bytes[next] === LF) next++;
    // A server may speak unasked before it hangs up (408); from then on nothing can be matched.
    unasked ||= next < bytes.length && method() === undefined;
    if (unasked) next = bytes.length;
    if (next > at) yield { type: 'stray', wire: bytes.subarray(at, next), unasked };
    return next;
  }

  function* readHead(bytes: Buffer, at: number): Generator<ResponseEvent, number, undefined> {
    const start = section === undefined ? yield* readStray(bytes, at) : at;
    if (start === bytes.length) return start;
    section ??= sectionReader('lenient', limits.responseHead, tooLarge);
    const next = section.take(bytes, start);
    if (!section.done) return next;
    const parsed = parseResponseHead(section.text, method() ?? 'GET');
    const { status, framing } = parsed.head;
    if (status === 101) throw new FramingError('the server upgrades, but was not asked to');
    section = undefined;
    if (status < 200) {
      yield { type: 'interim', parsed };
    } else {
      untilClose = framing === 'until-close';
      body = bodyReader(parsed.delimiter, 'lenient', limits);
      yield { type: 'head', parsed };
    }
    return next;
  }

  function* readBody(
    reader: BodyReader,
    bytes: Buffer,
    at: number,
  ): Generator<ResponseEvent, number, undefined> {
    const { next, payload } = reader.take(bytes, at);
    if (next > at) yield { type: 'body', wire: bytes.subarray(at, next), payload };
    if (reader.done) {
      body = undefined;
      yield { type: 'end', trailers: reader.trailers };
    }
    return next;
  }

  return {
    *read(bytes) {
      if (dead) return;
      try {
        let at = 0;
        while (at < bytes.length || body?.done) {
          at = yield* body === undefined ? readHead(bytes, at) : readBody(body, bytes, at);
        }
      } catch (error) {
        if (!(error instanceof FramingError)) throw error;
        dead = true;
        yield { type: 'broken', reason: error.message };
      }
    },
    *finish() {
      if (dead) return;
      dead = true;
      if (body !== undefined && untilClose) yield { type: 'end', trailers: [] };
      if (section !== undefined) {
        yield { type: 'stray', wire: Buffer.from(section.text, 'latin1'), unasked: false };
      }
    },
  };
}

function tooLarge(): FramingError {
  return new FramingError('the response head is too large');
}
