import type { Link } from '../../recording/exchange.js';
import { openRecording } from '../../recording/open-recording.js';
import type { RecordingInfo } from '../../recording/reader.js';
import { indexLinks, type LinkIndex } from '../../report/link-index.js';
import { linksAreMadeAnew, linksOf } from '../../rules/links-of.js';
import type { Rules } from '../../rules/rules.js';

/**
 * The links of a recording that are not all in its file: those that rules make anew, and those that a killed recorder left
 * open. They are made once, in memory, as `show` makes them.
 */
export class RecordedLinks {
  readonly #file: string;
  readonly #rules: Rules | undefined;
  #made: {
    readonly of: string;
    readonly links: LinkIndex & { readonly all: readonly Link[] };
  } | null = null;

  constructor(file: string, rules: Rules | undefined) {
    this.#file = file;
    this.#rules = rules;
  }

  /**
   * Null if those in the file are all there are, or will be.
   *
   * @param state changes with the file
   * @param live a recorder is at work, and makes links as it goes
   */
  made(
    { interrupted, gaps }: RecordingInfo,
    state: string,
    live: boolean,
  ): (LinkIndex & { readonly all: readonly Link[] }) | null {
    const anew = linksAreMadeAnew(this.#rules);
    if (!anew && (live || (!interrupted && gaps.length === 0))) return null;
    if (this.#made === null || (this.#made.of !== state && !live)) {
      const recording = openRecording(this.#file);
      try {
        const all = linksOf(recording, this.#rules).links;
        this.#made = { of: state, links: { ...indexLinks(all), all } };
      } finally {
        recording.close();
      }
    }
    return this.#made.links;
  }
}
