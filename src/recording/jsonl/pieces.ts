import { LONGEST_CONTENT, MOST_PIECES } from './form.js';
import { LineError } from './line-error.js';
import type { LineValues } from './line-values.js';

/** Collects the pieces of one body or message, until the line comes that they belong to. */
export class Pieces {
  #content: Buffer[] = [];
  #encoded: Buffer[] = [];
  #bytes = { content: 0, encoded: 0 };

  add(values: LineValues): void {
    const encoded = values.bytesOrNull('encoded');
    if (encoded !== null) {
      this.#encoded.push(encoded);
      this.#count('encoded', encoded);
      return;
    }
    const text = values.textOrNull('text');
    const piece = text === null ? values.bytes('base64') : Buffer.from(text);
    this.#content.push(piece);
    this.#count('content', piece);
  }

  /** @throws LineError if there are not as many pieces as the line says */
  content(said: number): Buffer {
    return joined(this.#content, said);
  }

  /** @throws LineError if there are not as many pieces as the line says */
  encoded(said: number): Buffer {
    return joined(this.#encoded, said);
  }

  /** To be called after each line that is no piece; throws LineError if a piece is left. */
  done(): void {
    const left = this.#content.length + this.#encoded.length;
    if (left > 0) throw new LineError('the pieces before it belong to nothing');
    this.#bytes = { content: 0, encoded: 0 };
  }

  #count(of: 'content' | 'encoded', piece: Buffer): void {
    if (piece.length === 0) throw new LineError('the piece is empty');
    this.#bytes[of] += piece.length;
    if (this.#bytes[of] > LONGEST_CONTENT) {
      throw new LineError(`the pieces are more than ${LONGEST_CONTENT} bytes`);
    }
    if (this.#content.length + this.#encoded.length > MOST_PIECES) {
      throw new LineError(`more than ${MOST_PIECES} pieces stand before it`);
    }
  }
}

function joined(pieces: Buffer[], said: number): Buffer {
  if (said === 0 || pieces.length !== said) {
    throw new LineError(`${said} pieces must stand before it, not ${pieces.length}`);
  }
  return Buffer.concat(pieces.splice(0));
}
