import { existsSync } from 'node:fs';
import type { Gap, Link } from '../../../recording/exchange.js';
import { type EarlierIds, NO_EARLIER } from '../../../recording/series.js';
import { openTimeline, type Timeline } from '../../../recording/timeline.js';

/** What is to be known of a file of a series to find things in it, and in others by it. */
export interface PartFacts {
  readonly startedAt: number;
  readonly gaps: readonly Gap[];
  /** The highest ids before it. */
  readonly earlier: EarlierIds;
  /** Exchanges that may stand in earlier files, too. */
  readonly exchanges: ReadonlySet<number>;
  /** By notification, of earlier files. */
  readonly links: ReadonlyMap<number, Link>;
  /** By exchange, of earlier files. */
  readonly sessions: ReadonlyMap<number, number>;
  /** Calls of earlier files that are linked here; null: it is to be asked for each. */
  readonly calls: ReadonlySet<number> | null;
}

/** The files of one recorder, in their order. Of those that are over is remembered what helps to find things. */
export class SeriesParts {
  readonly #files: string[];
  readonly #past: PartFacts[] = [];

  constructor(first: string) {
    this.#files = [first];
  }

  get files(): readonly string[] {
    return this.#files;
  }

  /** The latest, which the recorder may be at work on. */
  get latest(): string {
    return this.#files.at(-1) ?? '';
  }

  /** The recorder has gone on in that file. */
  goOnIn(file: string): void {
    if (!this.#files.includes(file)) this.#files.push(file);
  }

  /** Null if it has been taken away. */
  openPart(part: number): Timeline | null {
    const file = this.#files[part];
    if (file === undefined || (part < this.#files.length - 1 && !existsSync(file))) return null;
    return openTimeline(file);
  }

  /**
   * @param open gives the file, where it was not known before
   * @returns null if it was taken away before anything of it was known
   */
  factsOf(part: number, open: () => Timeline | null): PartFacts | null {
    const known = this.#past[part];
    if (known !== undefined) return known;
    const isPast = part < this.#files.length - 1;
    const timeline = open();
    if (timeline === null) return null;
    const facts = factsOf(timeline, isPast);
    if (isPast) this.#past[part] = facts;
    return facts;
  }
}

function factsOf(timeline: Timeline, isPast: boolean): PartFacts {
  const { startedAt, gaps, series } = timeline.info;
  const { exchanges, links, sessions, calls } = timeline.fromEarlier();
  return {
    startedAt,
    gaps,
    earlier: series?.earlier ?? NO_EARLIER,
    exchanges: new Set(exchanges),
    links: new Map(links.map((link) => [link.notification, link])),
    sessions,
    calls: isPast ? calls() : null,
  };
}
