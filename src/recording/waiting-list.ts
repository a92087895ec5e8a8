/** Who waits for a commit, in the order in which they are called back. */
export class WaitingList {
  #waiting: (() => void)[] = [];

  add(callback: () => void): void {
    this.#waiting.push(callback);
  }

  addFirst(callback: () => void): void {
    this.#waiting.unshift(callback);
  }

  /** Calls all of them; one that throws keeps none of the others waiting. */
  letGo(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const errors: unknown[] = [];
    for (const callback of waiting) {
      try {
        callback();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
