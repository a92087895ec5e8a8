import { closeSync, openSync, readSync } from 'node:fs';
import { harTrouble } from './har-trouble.js';

/** Bytes that are read at once. */
const PIECE = 1024 * 1024;

/** A HAR that is read from start to end, and then here and there again. */
export class HarFile {
  readonly file: string;
  readonly #descriptor: number;

  /** @throws RecordingError if it can't be read */
  constructor(file: string) {
    this.file = file;
    try {
      this.#descriptor = openSync(file, 'r');
    } catch (error) {
      throw harTrouble(file, reasonOf(error), error);
    }
  }

  /** All of it, piece by piece, without a byte order mark. */
  *pieces(): Generator<Uint8Array> {
    for (let at = 0; ; ) {
      const piece = this.read(at, PIECE);
      if (piece.length === 0) return;
      // Blanks keep all places in the file as they are.
      if (at === 0 && piece.subarray(0, 3).equals(BYTE_ORDER_MARK)) piece.fill(' ', 0, 3);
      at += piece.length;
      yield piece;
    }
  }

  /** @throws RecordingError */
  read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let read = 0;
    try {
      while (read < length) {
        const more = readSync(this.#descriptor, bytes, read, length - read, offset + read);
        if (more === 0) break;
        read += more;
      }
    } catch (error) {
      throw harTrouble(this.file, reasonOf(error), error);
    }
    return bytes.subarray(0, read);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  return error instanceof Error ? (error.message.split('\n', 1)[0] as string) : String(error);
}
