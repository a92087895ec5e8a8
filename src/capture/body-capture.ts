import type { KeyedHash } from '../redact/pseudonym.js';
import type { BodyBudget, BodyHolder } from './body-budget.js';
import { GrowingBuffer } from './growing-buffer.js';
import type { Framing } from './wire.js';

/** What came of a body: its bytes, or, past the limit, only their number and keyed hash. */
export type CapturedBody =
  | { readonly bytes: Uint8Array; readonly length: number }
  | { readonly bytes: null; readonly length: number; readonly digest: string };

export interface BodyCaptureOptions {
  /** Begins the hash of a body that is too large. */
  readonly digest: () => KeyedHash;
  /** Bytes that are kept of one body at most. */
  readonly limit: number;
  /** What all bodies in flight may hold together; a body for which there is no room is too large. */
  readonly budget: BodyBudget;
}

/** Pieces up to here are put together: each of them alone would cost many times its bytes. */
const SMALL = 4 * 1024;
/** Bytes of small pieces that are put together at most. */
const PAGE = 256 * 1024;

/** Gathers a body as it passes, in bounded memory. */
export class BodyCapture implements BodyHolder {
  readonly #options: BodyCaptureOptions;
  #chunks: Uint8Array[] = [];
  /** The latest pieces, if they were small. */
  #page = new GrowingBuffer();
  #length = 0;
  #hash: KeyedHash | null = null;

  constructor(options: BodyCaptureOptions) {
    this.#options = options;
  }

  add(chunk: Uint8Array): void {
    const { limit, budget } = this.#options;
    const tooLong = this.#length + chunk.length > limit;
    if (this.#hash === null && (tooLong || !budget.take(chunk.length, this))) this.giveUp();
    this.#length += chunk.length;
    if (this.#hash === null) this.#push(chunk);
    else this.#hash.update(chunk);
  }

  /** Bytes that it keeps. */
  get held(): number {
    return this.#hash === null ? this.#length : 0;
  }

  /** From now on it only hashes. */
  giveUp(): void {
    if (this.#hash !== null) return;
    this.#giveBack();
    this.#hash = this.#options.digest();
    for (const earlier of this.#takeChunks()) this.#hash.update(earlier);
  }

  /** The body so far; null if none was framed. Called once. */
  take(framing: Framing): CapturedBody | null {
    if (this.#hash !== null) {
      return { bytes: null, length: this.#length, digest: this.#hash.hex() };
    }
    const chunks = this.#takeChunks();
    this.drop();
    if (framing === 'none') return null;
    const [only] = chunks;
    const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks);
    return { bytes, length: bytes.length };
  }

  /** Gives back what it holds, if anything. */
  drop(): void {
    this.#giveBack();
    this.#takeChunks();
    this.#length = 0;
  }

  #giveBack(): void {
    const { budget } = this.#options;
    budget.giveBack(this.held);
    budget.leave(this);
  }

  #push(chunk: Uint8Array): void {
    if (chunk.length > SMALL || this.#page.length + chunk.length > PAGE) this.#turnPage();
    if (chunk.length > SMALL) this.#chunks.push(chunk);
    else this.#page.extend(chunk.length).set(chunk);
  }

  #turnPage(): void {
    if (this.#page.length === 0) return;
    this.#chunks.push(this.#page.bytes);
    this.#page = new GrowingBuffer();
  }

  #takeChunks(): readonly Uint8Array[] {
    this.#turnPage();
    return this.#chunks.splice(0);
  }
}
