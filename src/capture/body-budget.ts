/** Somebody who holds bytes, and may be asked to let them go. */
export interface BodyHolder {
  /** Bytes that it holds now. */
  readonly held: number;
  /** Gives back all of them. */
  giveUp(): void;
}

/**
 * Bytes of bodies in flight that all exchanges may hold together. Where there is no room, the largest of them
 * goes: a few that never end would leave none to all others.
 */
export class BodyBudget {
  readonly #limit: number;
  readonly #holders = new Set<BodyHolder>();
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Whether there is room for so many more; then they are held.
   *
   * @param holder who wants them; one that holds more than it would may lose all for it
   */
  take(bytes: number, holder?: BodyHolder): boolean {
    while (this.#held + bytes > this.#limit) {
      const largest = holder === undefined ? null : this.#largest();
      if (largest === null || largest.held <= (holder?.held ?? 0) + bytes) return false;
      this.leave(largest);
      largest.giveUp();
    }
    this.#held += bytes;
    if (holder !== undefined) this.#holders.add(holder);
    return true;
  }

  giveBack(bytes: number): void {
    this.#held -= bytes;
  }

  /** It will not hold anything any more. */
  leave(holder: BodyHolder): void {
    this.#holders.delete(holder);
  }

  #largest(): BodyHolder | null {
    let largest: BodyHolder | null = null;
    for (const each of this.#holders) if (each.held > (largest?.held ?? 0)) largest = each;
    return largest;
  }
}
