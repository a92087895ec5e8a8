import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
} from './characters.js';
import type { JsonMember, JsonNode, JsonString } from './node.js';

/** Nesting that `parseJson` accepts unless told otherwise; every walk over a tree may rely on it. */
export const DEFAULT_DEPTH = 200;

/** The text is no JSON (RFC 8259), or is nested too deeply. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';

  constructor(
    message: string,
    /** Where it went wrong, in UTF-16 units from the start of the text. */
    readonly offset: number,
  ) {
    super(`${message} at offset ${offset}`);
  }
}

/** How much `parseJson` puts up with. */
export interface JsonLimits {
  /** Arrays and objects within one another, default 200. Trees are walked by recursion: stay below a few thousand. */
  readonly depth?: number;
}

/**
 * Parses a JSON text (RFC 8259, strictly: what `JSON.parse` refuses is refused, a byte order mark too)
 * and loses nothing of it: duplicate names, their order and the digits of numbers stay, and each value knows its place.
 * @throws JsonSyntaxError
 */
export function parseJson(text: string, limits: JsonLimits = {}): JsonNode {
  const scanner = new Scanner(text, limits.depth ?? DEFAULT_DEPTH);
  const node = scanner.value(0);
  scanner.space();
  if (scanner.at < text.length) throw new JsonSyntaxError('Text after the JSON value', scanner.at);
  return node;
}

/** As `parseJson`, but null where that throws. */
export function tryParseJson(text: string, limits: JsonLimits = {}): JsonNode | null {
  try {
    return parseJson(text, limits);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return null;
    throw error;
  }
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

const FOUR_HEX_DIGITS = /^[0-9A-Fa-f]{4}$/;

/** Reads values one after the other; its methods throw JsonSyntaxError. */
export class Scanner {
  at = 0;

  constructor(
    protected readonly source: string,
    private readonly maxDepth: number,
  ) {}

  /** Reads a value and the white space before it; `depth` is how many arrays and objects are around it. */
  value(depth: number): JsonNode {
    this.space();
    switch (this.source.charCodeAt(this.at)) {
      case OPEN_BRACE:
        return this.object(depth + 1);
      case OPEN_BRACKET:
        return this.array(depth + 1);
      case QUOTE:
        return this.string();
      case 0x74:
        return this.literal('true', true);
      case 0x66:
        return this.literal('false', false);
      case 0x6e:
        return this.literal('null', null);
      default:
        return this.number();
    }
  }

  space(): void {
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) return;
      this.at++;
    }
  }

  private object(depth: number): JsonNode {
    const start = this.open(depth);
    const members: JsonMember[] = [];
    if (!this.takes(CLOSE_BRACE)) {
      do {
        this.space();
        if (this.source.charCodeAt(this.at) !== QUOTE) this.fail();
        const key = this.string();
        if (!this.takes(COLON)) this.fail();
        members.push({ name: key.value, key, value: this.value(depth) });
      } while (this.takes(COMMA));
      if (!this.takes(CLOSE_BRACE)) this.fail();
    }
    return { kind: 'object', source: this.source, start, end: this.at, members };
  }

  private array(depth: number): JsonNode {
    const start = this.open(depth);
    const items: JsonNode[] = [];
    if (!this.takes(CLOSE_BRACKET)) {
      do items.push(this.value(depth));
      while (this.takes(COMMA));
      if (!this.takes(CLOSE_BRACKET)) this.fail();
    }
    return { kind: 'array', source: this.source, start, end: this.at, items };
  }

  protected open(depth: number): number {
    if (depth > this.maxDepth) {
      throw new JsonSyntaxError(`Nested more than ${this.maxDepth} deep`, this.at);
    }
    return this.at++;
  }

  protected string(): JsonString {
    const start = this.at++;
    let from = this.at;
    let value = '';
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (code === QUOTE) break;
      // NaN, past the end, is no `>=` either.
      if (!(code >= SPACE)) this.fail();
      if (code === BACKSLASH) {
        value += this.source.slice(from, this.at) + this.escape();
        from = this.at;
      } else {
        this.at++;
      }
    }
    value += this.source.slice(from, this.at++);
    return { kind: 'string', source: this.source, start, end: this.at, value };
  }

  /** Lone surrogates are kept as they are (RFC 8259 §8.2 leaves that open). */
  protected escape(): string {
    const letter = this.source.charAt(this.at + 1);
    if (letter === 'u') {
      const digits = this.source.slice(this.at + 2, this.at + 6);
      if (!FOUR_HEX_DIGITS.test(digits)) this.fail();
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const meant = ESCAPES.get(letter);
    if (meant === undefined) this.fail();
    this.at += 2;
    return meant;
  }

  private number(): JsonNode {
    const start = this.at;
    if (this.source.charCodeAt(this.at) === MINUS) this.at++;
    if (this.source.charCodeAt(this.at) === ZERO) this.at++;
    else this.digits();
    if (this.source.charCodeAt(this.at) === POINT) {
      this.at++;
      this.digits();
    }
    const code = this.source.charCodeAt(this.at);
    if (code === 0x65 || code === 0x45) {
      this.at++;
      const sign = this.source.charCodeAt(this.at);
      if (sign === PLUS || sign === MINUS) this.at++;
      this.digits();
    }
    return { kind: 'number', source: this.source, start, end: this.at };
  }

  private digits(): void {
    const start = this.at;
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (!(code >= ZERO && code <= NINE)) break;
      this.at++;
    }
    if (this.at === start) this.fail();
  }

  private literal(text: string, value: true | false | null): JsonNode {
    const start = this.at;
    if (!this.source.startsWith(text, start)) this.fail();
    this.at += text.length;
    return { kind: 'literal', source: this.source, start, end: this.at, value };
  }

  protected takes(code: number): boolean {
    this.space();
    if (this.source.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  protected fail(): never {
    const what = this.at < this.source.length ? 'Unexpected character' : 'Unexpected end';
    throw new JsonSyntaxError(what, this.at);
  }
}
