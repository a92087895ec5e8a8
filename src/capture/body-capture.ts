import { createHmac, type Hmac } from 'node:crypto';
import type { Framing } from './wire.js';

/** What came of a body: its bytes, or, past the limit, only their number and keyed hash. */
export type CapturedBody =
  | { readonly bytes: Uint8Array; readonly length: number }
  | { readonly bytes: null; readonly length: number; readonly digest: string };

/** Gathers a body as it passes, in bounded memory. */
export class BodyCapture {
  readonly #key: Uint8Array;
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #hmac: Hmac | null = null;

  /** @param limit bytes that are kept at most */
  constructor(key: Uint8Array, limit: number) {
    this.#key = key;
    this.#limit = limit;
  }

  add(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#hmac === null && this.#length > this.#limit) {
      this.#hmac = createHmac('sha256', this.#key);
      for (const earlier of this.#chunks) this.#hmac.update(earlier);
      this.#chunks = [];
    }
    if (this.#hmac === null) this.#chunks.push(chunk);
    else this.#hmac.update(chunk);
  }

  /** The body so far; null if none was framed. Called once. */
  take(framing: Framing): CapturedBody | null {
    if (this.#hmac !== null) {
      return { bytes: null, length: this.#length, digest: this.#hmac.digest('hex') };
    }
    if (framing === 'none') return null;
    const [only] = this.#chunks;
    const bytes = this.#chunks.length === 1 && only ? only : Buffer.concat(this.#chunks);
    return { bytes, length: this.#length };
  }
}
