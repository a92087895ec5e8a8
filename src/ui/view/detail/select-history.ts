/** What was selected: a row of one of the recordings that are shown. */
export interface Selection {
  readonly place: number;
  readonly key: string;
}

const MOST = 200;

/** What was selected one after the other, to go back and forward as in a browser. */
export class SelectHistory {
  readonly #visited: Selection[] = [];
  #at = -1;

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#visited.length - 1;
  }

  /** Notes what is selected now. What could have been gone forward to is forgotten, unless it is that. */
  visit(selection: Selection): void {
    const now = this.#visited[this.#at];
    if (now !== undefined && now.key === selection.key && now.place === selection.place) return;
    this.#visited.splice(this.#at + 1);
    this.#visited.push(selection);
    if (this.#visited.length > MOST) this.#visited.shift();
    this.#at = this.#visited.length - 1;
  }

  /** Goes one step back; null if there is none. */
  back(): Selection | null {
    return this.canGoBack ? (this.#visited[--this.#at] ?? null) : null;
  }

  forward(): Selection | null {
    return this.canGoForward ? (this.#visited[++this.#at] ?? null) : null;
  }
}
