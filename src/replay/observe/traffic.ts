import { nextTurn } from '../../time/next-turn.js';

/** What is on its way in or out just now. */
export class Traffic {
  #atWork = 0;
  #leaving = 0;
  #begun = 0;
  #waiting: (() => void)[] = [];

  /** A request comes in, or waits for its time: until the returned function is called. */
  begin(): () => void {
    this.#atWork++;
    this.#begun++;
    return once(() => {
      this.#atWork--;
      this.#tell();
    });
  }

  /** Something goes out: until the returned function is called, when it has left or its connection is gone. */
  leave(): () => void {
    this.#leaving++;
    this.#begun++;
    return once(() => {
      this.#leaving--;
      this.#tell();
    });
  }

  /** Resolves when nothing is on its way out. */
  async untilLeft(): Promise<void> {
    while (this.#leaving > 0) await this.#change();
  }

  /** Resolves when nothing is on its way, and a turn of the event loop has brought nothing new. */
  async untilIdle(): Promise<void> {
    for (;;) {
      while (this.#leaving + this.#atWork > 0) await this.#change();
      const before = this.#begun;
      await new Promise<void>(nextTurn);
      if (this.#begun === before && this.#leaving + this.#atWork === 0) return;
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #tell(): void {
    if (this.#waiting.length === 0) return;
    for (const each of this.#waiting.splice(0)) each();
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
