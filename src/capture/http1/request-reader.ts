import type { Headers } from '../../recording/exchange.js';
import { type BodyReader, bodyReader } from './body-reader.js';
import { FramingError } from './framing-error.js';
import type { ReaderLimits } from './reader-limits.js';
import { type ParsedRequestHead, parseRequestHead } from './request-head.js';
import { type SectionReader, sectionReader } from './section-reader.js';

/** What a piece of the desktop's bytes holds, in wire order. */
export type RequestEvent =
  /** A whole head came; `after` is what stands behind it in the same piece. */
  | { readonly type: 'head'; readonly parsed: ParsedRequestHead; readonly after: Buffer }
  /** Bytes of the body: as they came, and the payload in them. */
  | { readonly type: 'body'; readonly wire: Buffer; readonly payload: readonly Buffer[] }
  | { readonly type: 'end'; readonly trailers: Headers }
  /** The head breaks the rules; nothing of it was given out. The reader reads nothing more. */
  | { readonly type: 'refused'; readonly status: number; readonly reason: string }
  /** The body breaks its framing, after its head was given out. The reader reads nothing more. */
  | { readonly type: 'broken'; readonly reason: string };

/** Reads the requests of one connection, in any number of pieces. Never throws. */
export interface RequestReader {
  /** Whoever stops in the middle of the events must not read on. */
  read(bytes: Buffer): Generator<RequestEvent, void, undefined>;
  /** In what the bytes that came so far end: between two requests, in a head, or in a body. */
  readonly within: 'none' | 'head' | 'body';
}

const CR = 0x0d;
const LF = 0x0a;
/** The first byte of a TLS connection (RFC 8446 §5.1). A line of it may never end. */
const TLS_HANDSHAKE = 0x16;
// RFC 9112 §2.2 asks for one empty line to be skipped before a request.
const MAX_EMPTY_LINES = 8;

/** A strict reader of requests (RFC 9112). */
export function requestReader(limits: ReaderLimits): RequestReader {
  let section: SectionReader | undefined;
  let body: BodyReader | undefined;
  let dead = false;
  let blank = 0;

  /** Skips empty lines; a CR that comes alone waits for its LF. */
  function skipEmptyLines(bytes: Buffer, at: number): number {
    let next = at;
    while (next < bytes.length && bytes[next] === (blank % 2 === 0 ? CR : LF)) {
      next++;
      if (++blank > 2 * MAX_EMPTY_LINES) throw new FramingError('there are only empty lines');
    }
    if (next < bytes.length && blank % 2 === 1) throw new FramingError('there is a bare CR');
    return next;
  }

  function* readHead(bytes: Buffer, at: number): Generator<RequestEvent, number, undefined> {
    if (section === undefined && bytes[at] === TLS_HANDSHAKE) {
      throw new FramingError('the desktop speaks https, and this port speaks http');
    }
    let next = section === undefined ? skipEmptyLines(bytes, at) : at;
    if (next === bytes.length) return next;
    section ??= sectionReader('strict', limits.requestHead, tooLarge);
    next = section.take(bytes, next);
    if (section.done) {
      const parsed = parseRequestHead(section.text);
      section = undefined;
      blank = 0;
      body = bodyReader(parsed.delimiter, 'strict', limits);
      yield { type: 'head', parsed, after: bytes.subarray(next) };
    }
    return next;
  }

  function* readBody(
    reader: BodyReader,
    bytes: Buffer,
    at: number,
  ): Generator<RequestEvent, number, undefined> {
    const { next, payload } = reader.take(bytes, at);
    if (next > at) yield { type: 'body', wire: bytes.subarray(at, next), payload };
    if (reader.done) {
      body = undefined;
      yield { type: 'end', trailers: reader.trailers };
    }
    return next;
  }

  return {
    get within() {
      if (body !== undefined) return 'body';
      return section === undefined && blank === 0 ? 'none' : 'head';
    },
    *read(bytes) {
      if (dead) return;
      try {
        let at = 0;
        // A body may end without a byte of its own.
        while (at < bytes.length || body?.done) {
          at = yield* body === undefined ? readHead(bytes, at) : readBody(body, bytes, at);
        }
      } catch (error) {
        if (!(error instanceof FramingError)) throw error;
        dead = true;
        yield body === undefined
          ? { type: 'refused', status: error.status, reason: error.message }
          : { type: 'broken', reason: error.message };
      }
    },
  };
}

function tooLarge(): FramingError {
  return new FramingError('the request head is too large', 431);
}
