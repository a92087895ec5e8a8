import type { GapNews } from '../recording/gap-news.js';

/** Counts gaps by what is told of them, whoever tells it. */
export class GapLedger {
  readonly #onNews: (gap: GapNews) => void;
  /** Those that last, each by its beginning. */
  readonly #open = new Map<number, string>();
  #gaps = 0;

  constructor(onNews: (gap: GapNews) => void) {
    this.#onNews = onNews;
  }

  tell(gap: GapNews): void {
    const { from, to, reason } = gap;
    const open = this.#open.get(from);
    // Another one, of a moment, may have come at the same time.
    const known = open !== undefined && (to === null || to > from || reason === open);
    if (!known) this.#gaps += 1;
    if (to === null) this.#open.set(from, reason);
    else if (known) this.#open.delete(from);
    if (to !== null || !known) this.#onNews(gap);
  }

  /** How many gaps there are so far, one that lasts included; and why it lasts, or null. */
  get state(): { readonly gaps: number; readonly inGap: string | null } {
    return { gaps: this.#gaps, inGap: [...this.#open.values()].at(-1) ?? null };
  }
}
