import { OriginText } from './origin-text.js';

/** Notices texts that name one origin, at the price of one search for its host. */
export class OriginWatch {
  readonly host: string;
  readonly #needle: string;
  readonly #origins: OriginText;

  constructor(readonly origin: string) {
    this.host = new URL(origin).host;
    // The last slash comes in front of it also where slashes are escaped.
    this.#needle = `/${this.host}`;
    this.#origins = new OriginText([origin]);
  }

  names(text: string): boolean {
    return text.includes(this.#needle) && this.#origins.isIn(text);
  }
}
