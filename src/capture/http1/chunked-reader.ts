import type { Headers } from '../../recording/exchange.js';
import type { BodyReader } from './body-reader.js';
import { headersOf, parseFields } from './fields.js';
import { FramingError } from './framing-error.js';
import type { ReaderLimits } from './reader-limits.js';
import type { Rigour } from './rigour.js';
import { type SectionReader, sectionReader } from './section-reader.js';

const LF = 0x0a;
// RFC 9112 §7.1: extensions pass, whatever they say; whitespace only before their semicolon.
const strictSize = /^([0-9A-Fa-f]+)(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?\r\n$/;
// Some servers pad the size with blanks.
const lenientSize = /^([0-9A-Fa-f]+)[ \t]*(?:;[^\0\r\n]*)?\r?\n$/;

/** Reads a body in the chunked transfer coding (RFC 9112 §7.1). */
export function chunkedReader(rigour: Rigour, limits: ReaderLimits): BodyReader {
  const sizeLine = rigour === 'strict' ? strictSize : lenientSize;
  const lineEnd = rigour === 'strict' ? /^\r\n$/ : /^\r?\n$/;
  let state: 'size' | 'data' | 'data-end' | 'trailers' | 'done' = 'size';
  let line = '';
  let left = 0;
  let section: SectionReader | undefined;
  let trailers: Headers = [];

  /** Reads on to a line's end; true if it came. */
  function takeLine(bytes: Buffer, at: number, limit: number): boolean {
    const lf = bytes.indexOf(LF, at);
    const stop = lf === -1 ? bytes.length : lf + 1;
    if (line.length + stop - at > limit) throw new FramingError('a line in the body is too long');
    line += bytes.toString('latin1', at, stop);
    return lf !== -1;
  }

  function take(bytes: Buffer, at: number): { next: number; payload: Buffer[] } {
    const payload: Buffer[] = [];
    let next = at;
    while (next < bytes.length && state !== 'done') {
      if (state === 'data') {
        const stop = Math.min(bytes.length, next + left);
        payload.push(bytes.subarray(next, stop));
        left -= stop - next;
        next = stop;
        if (left === 0) state = 'data-end';
      } else if (state === 'trailers') {
        section ??= sectionReader(rigour, limits.trailers, tooLarge);
        next = section.take(bytes, next);
        if (section.done) {
          trailers = headersOf(parseFields(section.text, 0, rigour));
          state = 'done';
        }
      } else {
        const before = line.length;
        const whole = takeLine(bytes, next, state === 'size' ? limits.chunkLine : 2);
        next += line.length - before;
        if (!whole) continue;
        if (state === 'size') {
          left = parseSize(sizeLine.exec(line)?.[1]);
          state = left === 0 ? 'trailers' : 'data';
        } else {
          if (!lineEnd.test(line)) throw new FramingError('a chunk is longer than its size');
          state = 'size';
        }
        line = '';
      }
    }
    return { next, payload };
  }

  return {
    take,
    get done() {
      return state === 'done';
    },
    get trailers() {
      return trailers;
    },
  };
}

function parseSize(digits: string | undefined): number {
  const size = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
  if (!Number.isSafeInteger(size)) throw new FramingError('a chunk has no valid size');
  return size;
}

function tooLarge(): FramingError {
  return new FramingError('the trailers are too large', 431);
}
