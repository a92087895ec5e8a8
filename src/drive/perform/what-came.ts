/** Which of a session's happenings have come, or are not waited for any more. */
export class WhatCame {
  readonly #settled: Uint8Array;
  #frontier = 0;

  constructor(happenings: number) {
    this.#settled = new Uint8Array(happenings);
  }

  /** All before it are settled. */
  get frontier(): number {
    return this.#frontier;
  }

  get isAll(): boolean {
    return this.#frontier >= this.#settled.length;
  }

  isSettled(happening: number): boolean {
    return this.#settled[happening] === 1;
  }

  /** @returns whether it was not settled before */
  settle(happening: number): boolean {
    if (this.#settled[happening] !== 0) return false;
    this.#settled[happening] = 1;
    while (this.#settled[this.#frontier] === 1) this.#frontier++;
    return true;
  }
}
