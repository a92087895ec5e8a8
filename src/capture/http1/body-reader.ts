import type { Headers } from '../../recording/exchange.js';
import { chunkedReader } from './chunked-reader.js';
import type { Delimiter } from './delimiter.js';
import type { ReaderLimits } from './reader-limits.js';
import type { Rigour } from './rigour.js';

/** Finds the end of one body, and the payload in it, in any number of pieces. */
export interface BodyReader {
  /**
   * Reads from `at`; returns where it stopped, and the payload in between. The body is `done` or
   * all bytes were used.
   *
   * @throws FramingError if the bytes break the framing
   */
  take(bytes: Buffer, at: number): BodyPart;
  readonly done: boolean;
  /** Trailers, once it is done. */
  readonly trailers: Headers;
}

interface BodyPart {
  readonly next: number;
  readonly payload: readonly Buffer[];
}

/** A reader for a body that is delimited so. */
export function bodyReader(delimiter: Delimiter, rigour: Rigour, limits: ReaderLimits): BodyReader {
  switch (delimiter.framing) {
    case 'none':
      return countingReader(0);
    case 'length':
      return countingReader(delimiter.length);
    case 'until-close':
      return countingReader(Number.POSITIVE_INFINITY);
    case 'chunked':
      return chunkedReader(rigour, limits);
  }
}

function countingReader(length: number): BodyReader {
  let left = length;
  return {
    take(bytes, at) {
      const next = Math.min(bytes.length, at + left);
      left -= next - at;
      return { next, payload: next > at ? [bytes.subarray(at, next)] : [] };
    },
    get done() {
      return left === 0;
    },
    trailers: [],
  };
}
