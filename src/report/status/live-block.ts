import { stripVTControlCharacters } from 'node:util';

/** A terminal, as far as it is needed here; its size may change at any time. */
export interface Terminal {
  write(text: string): unknown;
  readonly columns?: number;
  readonly rows?: number;
}

/** Lines at the foot of a terminal that are drawn over and over in the same place (ECMA-48 §8.3). */
export class LiveBlock {
  readonly #terminal: Terminal;
  #drawn: readonly string[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Cells of a line; terminals that don't say have 80. */
  get columns(): number {
    return this.#terminal.columns || 80;
  }

  get rows(): number {
    return this.#terminal.rows || 24;
  }

  /** Draws lines in the place of those that were drawn before; none may be longer than the terminal is wide. */
  draw(lines: readonly string[]): void {
    this.#terminal.write(this.#erased() + lines.map((line) => `${line}\n`).join(''));
    this.#drawn = lines;
  }

  /** Takes the lines away; what is written then stands where they began. */
  clear(): void {
    if (this.#drawn.length > 0) this.#terminal.write(this.#erased());
    this.#drawn = [];
  }

  /** Cursor up over what was drawn, which takes more lines if the terminal has become narrower; erase from there. */
  #erased(): string {
    if (this.#drawn.length === 0) return '';
    const height = this.#drawn.reduce((sum, line) => sum + this.#heightOf(line), 0);
    return `\u001b[${Math.min(height, this.rows)}A\r\u001b[J`;
  }

  #heightOf(line: string): number {
    return Math.max(1, Math.ceil(stripVTControlCharacters(line).length / this.columns));
  }
}
