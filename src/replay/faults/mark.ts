import type { Hit } from './fault-hits.js';
import type { FaultRule } from './fault-rule.js';

/** What is to befall the response or frame that carries a notification, once. */
export class Mark {
  readonly #open: Set<Hit>;

  constructor(hits: readonly Hit[]) {
    this.#open = new Set(hits);
  }

  /** @param line whether it goes out on a websocket */
  rule(line: boolean): FaultRule | null {
    return this.#hit(line)?.rule ?? null;
  }

  /** It has befallen it. */
  take(line: boolean): FaultRule | null {
    const hit = this.#hit(line);
    if (hit === undefined) return null;
    this.#open.delete(hit);
    hit.note();
    return hit.rule;
  }

  #hit(line: boolean): Hit | undefined {
    return [...this.#open].find(
      ({ rule }) => rule.kind === 'slow' || (rule.kind === 'cut-frame') === line,
    );
  }
}
