/**
 * What a terminal shows of what was written to it, as far as a live status needs one: line ends, wrapping at
 * the right edge, and the control sequences CUU, ED 0 and SGR (ECMA-48 §8.3).
 */
export class Screen {
  readonly #columns: number;
  readonly #rows: number;
  #lines: string[] = [''];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
  }

  write(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what terminals are told by
    for (const [token] of text.matchAll(/\u001b\[([\d;?]*)([A-Za-z])|[\s\S]/gu)) this.#take(token);
  }

  /** All lines that were written, without blank ones at the end; the last rows are those in sight. */
  get text(): string {
    return this.#lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }

  #take(token: string): void {
    if (token === '\r') this.#column = 0;
    else if (token === '\n') this.#newLine();
    else if (!token.startsWith('\u001b')) this.#put(token);
    else if (token.endsWith('A')) this.#up(Number(token.slice(2, -1)));
    else if (token.endsWith('J')) this.#eraseBelow();
    else if (!token.endsWith('m'))
      throw new Error(`a control sequence that nobody expects: ${JSON.stringify(token)}`);
  }

  #put(character: string): void {
    if (this.#column === this.#columns) {
      this.#newLine();
      this.#column = 0;
    }
    const line = (this.#lines[this.#row] ?? '').padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column += 1;
  }

  #newLine(): void {
    this.#row += 1;
    this.#lines[this.#row] ??= '';
  }

  /** What has scrolled out of sight can't be reached. */
  #up(rows: number): void {
    this.#row = Math.max(0, this.#lines.length - this.#rows, this.#row - rows);
  }

  #eraseBelow(): void {
    this.#lines = this.#lines.slice(0, this.#row + 1);
    this.#lines[this.#row] = (this.#lines[this.#row] ?? '').slice(0, this.#column);
  }
}
