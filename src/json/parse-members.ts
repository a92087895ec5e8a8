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
import type { JsonMember, JsonObject } from './node.js';
import { DEFAULT_DEPTH, type JsonLimits, JsonSyntaxError, Scanner } from './parse-json.js';

/**
 * Of an object the members with these names only, duplicates included; null if the text is no JSON, or no object.
 * All of the text is checked as by `parseJson`, but for what is not wanted no nodes are made: many times as
 * fast for a large answer of which a reference is all that matters.
 */
export function tryParseMembers(
  text: string,
  wanted: ReadonlySet<string>,
  limits: JsonLimits = {},
): JsonObject | null {
  try {
    const scanner = new MemberScanner(text, limits.depth ?? DEFAULT_DEPTH);
    const object = scanner.members(wanted);
    scanner.space();
    return scanner.at < text.length ? null : object;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return null;
    throw error;
  }
}

class MemberScanner extends Scanner {
  /** Null if the value is no object; then it has not been read. */
  members(wanted: ReadonlySet<string>): JsonObject | null {
    this.space();
    if (this.code() !== OPEN_BRACE) return null;
    const start = this.open(1);
    const members: JsonMember[] = [];
    if (!this.takes(CLOSE_BRACE)) {
      do {
        this.space();
        if (this.code() !== QUOTE) this.fail();
        const key = this.string();
        if (!this.takes(COLON)) this.fail();
        if (wanted.has(key.value)) members.push({ name: key.value, key, value: this.value(1) });
        else this.skip(1);
      } while (this.takes(COMMA));
      if (!this.takes(CLOSE_BRACE)) this.fail();
    }
    return { kind: 'object', source: this.source, start, end: this.at, members };
  }

  /** Reads a value as `value` does, and makes nothing of it. */
  private skip(depth: number): void {
    this.space();
    switch (this.code()) {
      case OPEN_BRACE:
        this.open(depth + 1);
        if (this.takes(CLOSE_BRACE)) return;
        do {
          this.space();
          if (this.code() !== QUOTE) this.fail();
          this.skipString();
          if (!this.takes(COLON)) this.fail();
          this.skip(depth + 1);
        } while (this.takes(COMMA));
        if (!this.takes(CLOSE_BRACE)) this.fail();
        return;
      case OPEN_BRACKET:
        this.open(depth + 1);
        if (this.takes(CLOSE_BRACKET)) return;
        do this.skip(depth + 1);
        while (this.takes(COMMA));
        if (!this.takes(CLOSE_BRACKET)) this.fail();
        return;
      case QUOTE:
        this.skipString();
        return;
      default:
        this.value(depth);
    }
  }

  private skipString(): void {
    const { source } = this;
    for (let at = this.at + 1; ; ) {
      const code = source.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return;
      }
      this.at = at;
      // NaN, past the end, is no `>=` either.
      if (!(code >= SPACE)) this.fail();
      if (code === BACKSLASH) {
        this.escape();
        ({ at } = this);
      } else {
        at += 1;
      }
    }
  }

  private code(): number {
    return this.source.charCodeAt(this.at);
  }
}
