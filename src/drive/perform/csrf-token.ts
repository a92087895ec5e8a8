import type { CsrfHeaders } from '../../acts/csrf.js';
import type { Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';

/** The CSRF token of one desktop, as the live server gave it last. */
export class CsrfToken {
  readonly #recorded: CsrfHeaders;
  /** By header name in lower case. */
  readonly #tokens = new Map<string, string>();
  #announced: string | null = null;

  /** @param recorded names of the headers that carried tokens in the recording */
  constructor(recorded: CsrfHeaders) {
    this.#recorded = recorded;
  }

  /** Learns from an answer. */
  answered(headers: Headers): void {
    this.#announced = headerValue(headers, 'x-csrf-header')?.trim() || this.#announced;
    const names = this.#announced === null ? [] : [this.#announced.toLowerCase()];
    for (const name of new Set([...this.#recorded, ...names])) {
      const token = headerValue(headers, name);
      if (token) this.#tokens.set(name, token);
    }
  }

  isCarrier(lower: string): boolean {
    return this.#recorded.has(lower);
  }

  /** The header that goes in place of a recorded one; null if the live server gave no token. */
  header(recorded: string): readonly [name: string, value: string] | null {
    const same = this.#tokens.get(recorded.toLowerCase());
    if (same !== undefined) return [recorded, same];
    const name = this.#announced;
    const other = name === null ? undefined : this.#tokens.get(name.toLowerCase());
    return name === null || other === undefined ? null : [name, other];
  }
}
