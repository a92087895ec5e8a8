/** What the operator is told while a relay works: each matter once, for it could come up a thousand times a second. */
export class Notices {
  readonly #tell: (message: string) => void;
  readonly #told = new Set<string>();

  constructor(tell: (message: string) => void) {
    this.#tell = tell;
  }

  /** @param matter what it is about, told of once; by default the message itself */
  once(message: string, matter = message): void {
    if (this.#told.has(matter) || this.#told.size >= MOST) return;
    this.#told.add(matter);
    this.#tell(message);
  }
}

/** Reasons are few; a hostile server could make them many. */
const MOST = 100;
