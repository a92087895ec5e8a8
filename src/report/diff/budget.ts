/** Text that may grow no longer than a limit. */
export class Budget {
  readonly #write: (chunk: string) => void;
  #left: number;

  constructor(limit: number, write: (chunk: string) => void) {
    this.#left = limit;
    this.#write = write;
  }

  /**
   * Writes a piece, if it and what must follow it have room.
   *
   * @param reserved characters that are needed afterwards
   */
  add(piece: string, reserved = 0): boolean {
    if (piece.length + reserved > this.#left) return false;
    this.#left -= piece.length;
    this.#write(piece);
    return true;
  }
}
