import type { KeyedHash } from '../redact/pseudonym.js';
import type { Framing } from './wire.js';

/** What came of a body: its bytes, or, past the limit, only their number and keyed hash. */
export type CapturedBody =
  | { readonly bytes: Uint8Array; readonly length: number }
  | { readonly bytes: null; readonly length: number; readonly digest: string };

/** Gathers a body as it passes, in bounded memory. */
export class BodyCapture {
  readonly #digest: () => KeyedHash;
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #hash: KeyedHash | null = null;

  /**
   * @param digest begins the hash of a body that is too large
   * @param limit bytes that are kept at most
   */
  constructor(digest: () => KeyedHash, limit: number) {
    this.#digest = digest;
    this.#limit = limit;
  }

  add(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#hash === null && this.#length > this.#limit) {
      this.#hash = this.#digest();
      for (const earlier of this.#chunks) this.#hash.update(earlier);
      this.#chunks = [];
    }
    if (this.#hash === null) this.#chunks.push(chunk);
    else this.#hash.update(chunk);
  }

  /** The body so far; null if none was framed. Called once. */
  take(framing: Framing): CapturedBody | null {
    if (this.#hash !== null) {
      return { bytes: null, length: this.#length, digest: this.#hash.hex() };
    }
    if (framing === 'none') return null;
    const [only] = this.#chunks;
    const bytes = this.#chunks.length === 1 && only ? only : Buffer.concat(this.#chunks);
    return { bytes, length: this.#length };
  }
}
