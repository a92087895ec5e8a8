import { type JsonNode, textOf } from '../../json/node.js';
import { LineError } from './line-error.js';
import { timeOf } from './time-text.js';

const SURROGATE = /\p{Surrogate}/u;

/**
 * The members of a line, or of an object in it, asked for one by one. Whatever is not as it must be is a LineError
 * that names the member; null is what is not there.
 */
export class LineValues {
  readonly #where: string;
  readonly #members = new Map<string, JsonNode>();
  readonly #asked = new Set<string>();

  /** @param where names the object in errors; empty for the line itself */
  constructor(node: JsonNode, where = '') {
    if (node.kind !== 'object') throw new LineError(`${where || 'it'} is no object`);
    this.#where = where === '' ? '' : `${where}/`;
    for (const { name, value } of node.members) {
      if (this.#members.has(name)) throw new LineError(`${this.#name(name)} stands there twice`);
      this.#members.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** A whole number from 0 on. */
  count(name: string): number {
    return this.countOrNull(name) ?? this.#missing(name);
  }

  countOrNull(name: string): number | null {
    const node = this.#take(name);
    if (node === null) return null;
    const value = node.kind === 'number' ? Number(textOf(node)) : Number.NaN;
    if (!Number.isSafeInteger(value) || value < 0) throw this.#wrong(name, 'a whole number');
    return value;
  }

  /** Milliseconds since the epoch. */
  time(name: string): number {
    const node = this.#take(name) ?? this.#missing(name);
    const ms =
      node.kind === 'string'
        ? timeOf(node.value)
        : node.kind === 'number'
          ? Number(textOf(node))
          : null;
    if (ms === null || !(Math.abs(ms) <= 8.64e15)) throw this.#wrong(name, 'a time');
    return ms;
  }

  text(name: string): string {
    return this.textOrNull(name) ?? this.#missing(name);
  }

  textOrNull(name: string): string | null {
    const node = this.#take(name);
    return node === null ? null : this.#string(name, node);
  }

  /** A string, or the value null; undefined if the member is not there. */
  textOrLiteralNull(name: string): string | null | undefined {
    const node = this.#take(name);
    if (node === null) return undefined;
    if (node.kind === 'literal' && node.value === null) return null;
    return this.#string(name, node);
  }

  oneOf<T extends string>(name: string, words: readonly T[]): T {
    return this.oneOfOrNull(name, words) ?? this.#missing(name);
  }

  oneOfOrNull<T extends string>(name: string, words: readonly T[]): T | null {
    const value = this.textOrNull(name);
    if (value === null) return null;
    const word = words.find((each) => each === value);
    if (word === undefined) throw this.#wrong(name, words.join(' or '));
    return word;
  }

  /** Whether the member is there; its only value is true. */
  flag(name: string): boolean {
    const node = this.#take(name);
    if (node === null) return false;
    if (node.kind !== 'literal' || node.value !== true) throw this.#wrong(name, 'true');
    return true;
  }

  bytes(name: string): Buffer {
    return this.bytesOrNull(name) ?? this.#missing(name);
  }

  /** Bytes in base64 (RFC 4648 §4), exactly as they are written. */
  bytesOrNull(name: string): Buffer | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') !== text) throw this.#wrong(name, 'base64');
    return bytes;
  }

  pairs(name: string): string {
    return this.pairsOrNull(name) ?? this.#missing(name);
  }

  /** JSON text of a list of pairs of strings, as it stands there. */
  pairsOrNull(name: string): string | null {
    return this.#list(name, 'a list of [name, value]', (item) => {
      return item.kind === 'array' && item.items.length === 2 && item.items.every(isString);
    });
  }

  /** JSON text of a list of strings, as it stands there. */
  stringsOrNull(name: string): string | null {
    return this.#list(name, 'a list of strings', isString);
  }

  object(name: string): LineValues {
    return this.objectOrNull(name) ?? this.#missing(name);
  }

  objectOrNull(name: string): LineValues | null {
    const node = this.#take(name);
    return node === null ? null : new LineValues(node, `${this.#where}${name}`);
  }

  /** JSON text of an object, as it stands there. */
  objectText(name: string): string {
    const node = this.#take(name) ?? this.#missing(name);
    if (node.kind !== 'object') throw this.#wrong(name, 'an object');
    return textOf(node);
  }

  /** The text of whatever stands there. */
  jsonOrNull(name: string): string | null {
    const node = this.#take(name);
    return node === null ? null : textOf(node);
  }

  /** @throws LineError if there is a member that nobody asked for */
  done(): void {
    for (const name of this.#members.keys()) {
      if (!this.#asked.has(name)) throw new LineError(`${this.#name(name)} is unknown there`);
    }
  }

  #list(name: string, what: string, fits: (item: JsonNode) => boolean): string | null {
    const node = this.#take(name);
    if (node === null) return null;
    if (node.kind !== 'array' || !node.items.every(fits)) throw this.#wrong(name, what);
    return textOf(node);
  }

  #take(name: string): JsonNode | null {
    this.#asked.add(name);
    return this.#members.get(name) ?? null;
  }

  /** A half of a surrogate pair can't be written in UTF-8: it would come back as something else. */
  #string(name: string, node: JsonNode): string {
    if (node.kind !== 'string') throw this.#wrong(name, 'a string');
    if (SURROGATE.test(node.value)) throw this.#wrong(name, 'a string of whole characters');
    return node.value;
  }

  #missing(name: string): never {
    throw new LineError(`${this.#name(name)} is missing`);
  }

  #wrong(name: string, what: string): LineError {
    return new LineError(`${this.#name(name)} must be ${what}`);
  }

  #name(name: string): string {
    return JSON.stringify(`${this.#where}${name}`.slice(0, 80));
  }
}

function isString(node: JsonNode): boolean {
  return node.kind === 'string';
}
