import { createReadStream } from 'node:fs';
import { LineError } from './line-error.js';

/** A line without its end, and its number, counted from 1. */
export interface NumberedLine {
  readonly number: number;
  /** Throws LineError if it is no UTF-8. */
  readonly text: () => string;
}

const LINE_FEED = 0x0a;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The lines of a file, one at a time, whatever its length. Of a line that is too long no more is read than the limit.
 *
 * @param longest bytes of one line at most
 * @returns the last one may be too long: its `text` throws LineError
 */
export async function* readLines(file: string, longest: number): AsyncGenerator<NumberedLine> {
  let number = 1;
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const end = chunk.indexOf(LINE_FEED, at);
      const piece = chunk.subarray(at, end < 0 ? chunk.length : end);
      length += piece.length;
      if (length > longest) {
        yield { number, text: () => tooLong(longest) };
        return;
      }
      begun.push(piece);
      at += piece.length + 1;
      if (end < 0) break;
      yield numbered(number, begun);
      number += 1;
      begun = [];
      length = 0;
    }
  }
  if (length > 0) yield numbered(number, begun);
}

function numbered(number: number, pieces: readonly Buffer[]): NumberedLine {
  return {
    number,
    text() {
      try {
        return utf8.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
      } catch {
        throw new LineError('it is no UTF-8');
      }
    },
  };
}

function tooLong(longest: number): never {
  throw new LineError(`it is longer than ${longest} bytes`);
}
