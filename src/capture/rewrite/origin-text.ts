/** What may follow an origin; anything else goes on with its host or port, or makes it a user's name: `http://gws:80` is not in `http://gws:8080`. */
const goesOn = String.raw`(?![\w~%@-]|[.:]\w)`;

/**
 * Finds some origins in text, also as JSON may escape them (`http:\/\/gws.test:8080`) and with their default
 * port written out, and puts another in their place. Text is latin1, one character a byte: an origin is
 * ASCII, and all else stays as it is, whatever its charset.
 */
export class OriginText {
  readonly #pattern: RegExp;
  readonly #probe: RegExp;
  /** All that can match, in lower case. */
  readonly #literals: readonly string[];
  readonly #longest: number;

  /** @param origins like `http://gws.test:8080` */
  constructor(origins: readonly string[]) {
    const written = origins
      .map((origin) => origin.toLowerCase())
      .flatMap((origin) => [origin, ...withDefaultPort(origin)]);
    this.#literals = written.flatMap((each) => [each, each.replaceAll('/', '\\/')]);
    const longestFirst = this.#literals.toSorted((a, b) => b.length - a.length);
    this.#longest = longestFirst[0]?.length ?? 0;
    const alternatives = longestFirst.map((each) => each.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
    this.#probe = new RegExp(`(?:${alternatives.join('|')})${goesOn}`, 'iu');
    this.#pattern = new RegExp(this.#probe.source, 'giu');
  }

  /** Whether one of them stands in the text. */
  isIn(text: string): boolean {
    return this.#probe.test(text);
  }

  /**
   * The text with `origin` in their place; escaped where they were.
   *
   * @param before those that begin there or behind stay
   */
  replaceIn(text: string, origin: string, before = text.length): string {
    return text.replace(this.#pattern, (found, at: number) => {
      if (at >= before) return found;
      return found.includes('\\') ? origin.replaceAll('/', '\\/') : origin;
    });
  }

  /** Where a text's end begins that may turn out to be one of them, once more has come; its length if nowhere. */
  openEnd(text: string): number {
    const from = Math.max(0, text.length - this.#longest - 1);
    const tail = text.slice(from).toLowerCase();
    for (let at = tail.indexOf('h'); at !== -1; at = tail.indexOf('h', at + 1)) {
      const rest = tail.slice(at);
      if (this.#literals.some((literal) => mayBecome(rest, literal))) return from + at;
    }
    return text.length;
  }
}

function mayBecome(rest: string, literal: string): boolean {
  if (rest.length < literal.length) return literal.startsWith(rest);
  // Of what follows, `.` and `:` alone don't tell yet whether the host goes on.
  return rest.startsWith(literal) && /^[.:]?$/u.test(rest.slice(literal.length));
}

/** URLs leave it out in their normal form; servers write it, too. */
function withDefaultPort(origin: string): readonly string[] {
  if (/:\d+$/u.test(origin)) return [];
  return [`${origin}:${origin.startsWith('https:') ? 443 : 80}`];
}
