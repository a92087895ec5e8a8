import { latin1 } from './latin1.js';
import type { OriginText } from './origin-text.js';

/** Exchanges origins in text that comes in pieces; keeps back only an end that may be the beginning of one. */
export class OriginStream {
  readonly #origins: OriginText;
  readonly #to: string;
  #kept = '';

  /** @param to what stands in the place of the origins */
  constructor(origins: OriginText, to: string) {
    this.#origins = origins;
    this.#to = to;
  }

  /** What can go on of all that came so far; may be empty. */
  push(bytes: Uint8Array): Buffer {
    const text = this.#kept + latin1(bytes);
    const open = this.#origins.openEnd(text);
    this.#kept = text.slice(open);
    // Over all of it, because what follows an origin decides whether it is one.
    const exchanged = this.#origins.replaceIn(text, this.#to, open);
    return Buffer.from(exchanged.slice(0, exchanged.length - this.#kept.length), 'latin1');
  }

  /** Nothing more comes: what was kept back. */
  end(): Buffer {
    const text = this.#kept;
    this.#kept = '';
    return Buffer.from(this.#origins.replaceIn(text, this.#to), 'latin1');
  }
}
