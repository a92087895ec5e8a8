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
} from '../../json/characters.js';
import {
  type Role,
  type RoleOf,
  type Shape,
  SliceKeeper,
  type SliceLimits,
  type SliceSink,
} from './slices.js';

/** The text is no JSON (RFC 8259), or more than is read here; the message goes on after the name of the file. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
}

/** What may stand next. */
type Next = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** Longest number that is believed. */
const LONGEST_NUMBER = 1_000;
const NUMBER = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/u;

/**
 * Reads a JSON text of any length piece by piece and hands out slices of it: the values that play a role, each as
 * its own bytes. All else is checked and forgotten, so memory is bounded by the limits of one slice.
 */
export class SliceScanner {
  readonly #roleOf: RoleOf;
  readonly #maxDepth: number;
  readonly #keeper: SliceKeeper;
  /** Of each open container: whether it is an object, and its role. */
  readonly #isObject: boolean[] = [];
  readonly #roles: (Role | null)[] = [];
  readonly #met = new Set<Role>();
  #next: Next = 'value';
  /** The key before the value that is to come; null if nobody asks for it. */
  #key: string | null = null;
  /** Bytes of the file before this piece. */
  #offset = 0;
  #inString = false;
  #isKey = false;
  #escaped = false;
  /** A number or a word that has begun; empty if none has. */
  #word = '';
  /** Hexadecimal digits of an escape that are to come. */
  #digits = 0;

  constructor(roleOf: RoleOf, limits: SliceLimits, sink: SliceSink) {
    this.#roleOf = roleOf;
    this.#maxDepth = limits.depth;
    this.#keeper = new SliceKeeper(limits, sink);
  }

  /** @throws ScanError */
  push(piece: Uint8Array): void {
    this.#keeper.beginPiece(piece, this.#offset);
    for (let at = 0; at < piece.length; at += 1) {
      if (this.#inString) at = this.#string(piece, at);
      else this.#byte(at, piece[at] as number);
    }
    this.#keeper.endPiece();
    this.#offset += piece.length;
  }

  /** The text ends here. @throws ScanError */
  end(): void {
    this.#endWord(0);
    if (this.#next !== 'nothing') {
      throw new ScanError(this.#offset === 0 ? 'it is empty' : 'it ends too early: it was cut off');
    }
  }

  /** Whether a value had that role. */
  met(role: Role): boolean {
    return this.#met.has(role);
  }

  #byte(at: number, byte: number): void {
    if (isWordByte(byte)) {
      this.#addToWord(byte, at);
      return;
    }
    if (this.#word !== '') this.#endWord(at);
    switch (byte) {
      case QUOTE:
        this.#beginString(at);
        return;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        this.#open(byte === OPEN_BRACE, at);
        return;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        this.#close(byte === CLOSE_BRACE, at);
        return;
      case COMMA:
        if (this.#next !== 'comma-or-end' || this.#isObject.length === 0) this.#fail(at);
        this.#next = this.#isObject.at(-1) === true ? 'key' : 'value';
        return;
      case COLON:
        if (this.#next !== 'colon') this.#fail(at);
        this.#next = 'value';
        return;
      default:
        if (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) this.#fail(at);
    }
  }

  /** Reads on in a string; returns where the last byte stood that was looked at. */
  #string(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at += 1) {
      const byte = piece[at] as number;
      if (this.#escaped || this.#digits > 0) {
        this.#escape(byte, at);
      } else if (byte === QUOTE) {
        this.#inString = false;
        if (this.#isKey) this.#endKey(at);
        else this.#ended(at + 1);
        return at;
      } else if (byte === BACKSLASH) {
        this.#escaped = true;
      } else if (byte < SPACE) {
        this.#fail(at);
      }
    }
    return piece.length;
  }

  #escape(byte: number, at: number): void {
    if (this.#digits > 0) {
      if (!HEX_DIGITS.has(byte)) this.#fail(at);
      this.#digits -= 1;
      return;
    }
    if (!ESCAPES.has(byte)) this.#fail(at);
    this.#escaped = false;
    if (byte === LETTER_U) this.#digits = 4;
  }

  #beginString(at: number): void {
    this.#inString = true;
    this.#isKey = this.#next === 'key' || this.#next === 'key-or-end';
    if (!this.#isKey) this.#begin(at, 'scalar');
    else if (this.#asksForKey()) this.#keeper.beginKey(this.#offset + at);
  }

  /** Whether the role of what follows may depend on the key. */
  #asksForKey(): boolean {
    return this.#roles.at(-1) != null;
  }

  #endKey(at: number): void {
    this.#key = this.#asksForKey() ? this.#keeper.endKey(this.#offset + at + 1) : null;
    this.#next = 'colon';
  }

  #addToWord(byte: number, at: number): void {
    if (this.#word === '') this.#begin(at, 'scalar');
    this.#word += String.fromCharCode(byte);
    if (this.#word.length > LONGEST_NUMBER) this.#fail(at);
  }

  #endWord(at: number): void {
    if (this.#word === '') return;
    if (!NUMBER.test(this.#word)) this.#fail(at);
    this.#word = '';
    this.#ended(at);
  }

  /** A value begins; returns its role. */
  #begin(at: number, shape: Shape): Role | null {
    if (this.#next !== 'value' && this.#next !== 'value-or-end') this.#fail(at);
    const parent = this.#roles.length === 0 ? 'none' : (this.#roles.at(-1) ?? null);
    const role = parent === null ? null : this.#roleOf(parent, this.#key, shape);
    this.#key = null;
    if (role !== null) this.#met.add(role);
    this.#keeper.begin(role, this.#offset + at);
    return role;
  }

  #open(isObject: boolean, at: number): void {
    const role = this.#begin(at, isObject ? 'object' : 'array');
    if (this.#isObject.length >= this.#maxDepth) {
      throw new ScanError(`it is nested more than ${this.#maxDepth} deep`);
    }
    this.#isObject.push(isObject);
    this.#roles.push(role);
    this.#next = isObject ? 'key-or-end' : 'value-or-end';
  }

  #close(isObject: boolean, at: number): void {
    const mayEnd = this.#next === 'comma-or-end' || this.#next.endsWith('-or-end');
    if (!mayEnd || this.#isObject.pop() !== isObject) this.#fail(at);
    this.#roles.pop();
    this.#ended(at + 1);
  }

  /** A value has ended before that place. */
  #ended(end: number): void {
    this.#keeper.end(this.#offset + end);
    this.#next = this.#isObject.length === 0 ? 'nothing' : 'comma-or-end';
  }

  #fail(at: number): never {
    throw new ScanError(`it is no valid JSON at byte ${this.#offset + at}`);
  }
}

const LETTER_U = 0x75;
const ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrtu'));
const HEX_DIGITS: ReadonlySet<number> = new Set(Buffer.from('0123456789abcdefABCDEF'));

/** Of numbers, `true`, `false` and `null`. */
function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x45
  );
}
