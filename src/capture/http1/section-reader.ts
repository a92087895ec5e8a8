import { FramingError } from './framing-error.js';
import type { Rigour } from './rigour.js';

/** Reads lines up to the empty one that ends a head or a trailer section, in any number of pieces. */
export interface SectionReader {
  /** Reads from `at`; returns where it stopped. The section is `done` or all bytes were used. */
  take(bytes: Buffer, at: number): number;
  readonly done: boolean;
  /** The bytes that came so far as latin1 text, one character a byte, the empty line included. */
  readonly text: string;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * @param limit bytes after which the section is too large
 * @param tooLarge what is then thrown
 */
export function sectionReader(
  rigour: Rigour,
  limit: number,
  tooLarge: () => FramingError,
): SectionReader {
  let text = '';
  let done = false;
  let lineLength = 0;
  let lastByte = 0;

  function take(bytes: Buffer, at: number): number {
    let next = at;
    while (!done && next < bytes.length) {
      const lf = bytes.indexOf(LF, next);
      const stop = lf === -1 ? bytes.length : lf + 1;
      const length = stop - next;
      if (text.length + length > limit) throw tooLarge();
      text += bytes.toString('latin1', next, stop);
      if (lf === -1) {
        lineLength += length;
        lastByte = bytes[stop - 1] ?? 0;
      } else {
        const beforeLf = length > 1 ? bytes[lf - 1] : lastByte;
        const withCr = lineLength + length > 1 && beforeLf === CR;
        // RFC 9112 §2.2: a recipient may take a bare LF as a line end; two that differ can be split.
        if (rigour === 'strict' && !withCr) throw new FramingError('a line ends in a bare LF');
        done = lineLength + length === (withCr ? 2 : 1);
        lineLength = 0;
        lastByte = 0;
      }
      next = stop;
    }
    return next;
  }

  return {
    take,
    get done() {
      return done;
    },
    get text() {
      return text;
    },
  };
}
