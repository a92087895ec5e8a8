import type { Link } from '../../recording/exchange.js';
import { openTimeline, type Timeline } from '../../recording/timeline.js';

/** The files of a recorder during one look at them; each is opened once at most. */
export class LookedAtFiles {
  readonly #files: readonly string[];
  readonly #opened = new Map<number, Timeline | null>();

  /** @param files all so far, in order: ids go on from one to the next */
  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** Whether there is one after that, so that nothing more is written into it. */
  isPast(part: number): boolean {
    return part < this.#files.length - 1;
  }

  /** To be left open. @returns null if it has been moved away, or is just being made: that is told elsewhere, and may be over soon */
  at(part: number): Timeline | null {
    const before = this.#opened.get(part);
    if (before !== undefined) return before;
    const timeline = opened(this.#files[part]);
    this.#opened.set(part, timeline);
    return timeline;
  }

  /** The link of a notification that a file after that has; null if none has any. */
  linkAfter(part: number, notification: number): Link | null {
    for (let later = part + 1; later < this.#files.length; later += 1) {
      const known = this.#opened.get(later);
      // There may be hundreds of files.
      const timeline = known === undefined ? opened(this.#files[later]) : known;
      try {
        const link = timeline?.link(notification);
        if (link != null) return link;
      } finally {
        if (known === undefined) timeline?.close();
      }
    }
    return null;
  }

  close(): void {
    for (const timeline of this.#opened.values()) timeline?.close();
  }
}

function opened(file: string | undefined): Timeline | null {
  if (file === undefined) return null;
  try {
    return openTimeline(file);
  } catch {
    return null;
  }
}
