import type { ParsedRequestHead } from '../http1/request-head.js';
import { canBeHeld, HeldRequest } from './held-request.js';
import { OriginText } from './origin-text.js';
import type { HeadFor } from './passage.js';

/** Puts the server's origin in the place of the recorder's in what goes to the server. */
export class RequestRewriter {
  readonly #to: string;
  readonly #limit: number;
  /** Nearly all desktops know the recorder under one name. */
  #latest: { readonly names: string; readonly origins: OriginText } | null = null;

  /**
   * @param origin the server's
   * @param limit bytes of a body that are kept back at most
   */
  constructor(origin: string, limit: number) {
    this.#to = origin;
    this.#limit = limit;
  }

  /** @param own origins under which desktops know the recorder; null if the request goes as it comes */
  hold(parsed: ParsedRequestHead, own: readonly string[], headFor: HeadFor): HeldRequest | null {
    if (!canBeHeld(parsed, this.#limit)) return null;
    const names = own.join();
    if (this.#latest?.names !== names) {
      this.#latest = { names, origins: new OriginText([...new Set(own)]) };
    }
    return new HeldRequest(headFor, this.#latest.origins, this.#to);
  }
}
