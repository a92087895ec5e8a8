import type { Link } from '../../../recording/exchange.js';
import type { Timeline } from '../../../recording/timeline.js';
import type { PartFacts, SeriesParts } from './series-parts.js';

/** The files of a series during one look at them, each opened when it is needed. */
export class SeriesLook {
  readonly count: number;
  readonly #parts: SeriesParts;
  readonly #opened = new Map<number, Timeline | null>();
  #latest: PartFacts | null = null;

  constructor(parts: SeriesParts) {
    this.#parts = parts;
    this.count = parts.files.length;
  }

  at(part: number): Timeline | null {
    const known = this.#opened.get(part);
    if (known !== undefined) return known;
    const timeline = this.#parts.openPart(part);
    this.#opened.set(part, timeline);
    return timeline;
  }

  facts(part: number): PartFacts {
    if (part === this.count - 1 && this.#latest !== null) return this.#latest;
    const facts = this.#parts.factsOf(part, () => this.at(part));
    // The latest is always there. What stands before this one reaches to where the next one begins.
    if (facts === null) return { ...gone, earlier: this.facts(part + 1).earlier };
    if (part === this.count - 1) this.#latest = facts;
    return facts;
  }

  /** In order. @param from the first of them */
  *all(from = 0): Generator<Timeline> {
    for (let part = from; part < this.count; part += 1) {
      const timeline = this.at(part);
      if (timeline !== null) yield timeline;
    }
  }

  /** Files in which an exchange may stand, the latest first: that has its answer. */
  *ofExchange(id: number): Generator<number> {
    for (let part = this.count - 1; part >= 0; part -= 1) {
      const { earlier, exchanges } = this.facts(part);
      const isOwn = id > earlier.exchanges && id <= this.#highest(part, 'exchanges');
      if (isOwn || exchanges.has(id)) yield part;
    }
  }

  ofMessage(id: number): number | null {
    for (let part = this.count - 1; part >= 0; part -= 1) {
      const isOwn = id > this.facts(part).earlier.messages;
      if (isOwn) return id <= this.#highest(part, 'messages') ? part : null;
    }
    return null;
  }

  /** What a file after its own says. */
  linkLater(notification: number): Link | null {
    return this.#found(({ links }) => links.get(notification));
  }

  sessionLater(exchange: number): number | null {
    return this.#found(({ sessions }) => sessions.get(exchange));
  }

  close(): void {
    for (const timeline of this.#opened.values()) timeline?.close();
  }

  #found<T>(of: (facts: PartFacts) => T | undefined): T | null {
    for (let part = this.count - 1; part > 0; part -= 1) {
      const found = of(this.facts(part));
      if (found !== undefined) return found;
    }
    return null;
  }

  #highest(part: number, of: 'exchanges' | 'messages'): number {
    return part === this.count - 1 ? Number.POSITIVE_INFINITY : this.facts(part + 1).earlier[of];
  }
}

/** Of a file that was taken away: nothing is in it. */
const gone: Omit<PartFacts, 'earlier'> = {
  startedAt: Number.POSITIVE_INFINITY,
  gaps: [],
  exchanges: new Set(),
  links: new Map(),
  sessions: new Map(),
  calls: new Set(),
};
