import type { Miss } from './miss.js';

/** Misses that are told one by one; those beyond are only counted. */
const mostTold = 10_000;
/** Characters of JSON that they may come to, for each can be as large as a request. */
const mostText = 64 * 1024 * 1024;

/** The misses of a replay, as many as anybody will read. */
export class MissBook {
  readonly told: Miss[] = [];
  /** How many there were besides. */
  untold = 0;
  /** How many of all were passed on to the target. */
  passedThrough = 0;
  #text = 0;

  /** @param text the miss as JSON */
  add(miss: Miss, text: string): void {
    if (miss.passedThrough === true) this.passedThrough++;
    this.#text += text.length;
    if (this.untold > 0 || this.told.length >= mostTold || this.#text > mostText) this.untold++;
    else this.told.push(miss);
  }
}
