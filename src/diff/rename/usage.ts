import { type JsonNode, textOf } from '../../json/node.js';
import { walkJson } from '../../json/walk-json.js';
import { ownText } from '../own-text.js';
import { looksLikeId } from '../path-label.js';
import { tokensOf } from './tokens.js';

/**
 * Which values of a recording are identifiers, by how they are used: they name resources, they stand in paths and bodies of
 * requests, or in URIs and elsewhere too. A value that stands at one place alone is none.
 */
export class Usage {
  readonly #identifiers = new Set<string>();
  readonly #names = new Set<string>();
  /** Where a word in a URI was seen first. */
  readonly #inUris = new Map<string, string>();

  isIdentifier(word: string): boolean {
    return this.#identifiers.has(word);
  }

  /** @param id that a path or a notification names */
  resource(id: string): void {
    this.#identifiers.add(id);
  }

  /** @param word of the name of a user */
  name(word: string): void {
    this.#identifiers.add(word);
    this.#names.add(word);
  }

  isName(word: string): boolean {
    return this.#names.has(word);
  }

  /**
   * What a desktop sent: it got such words from the server, or the server from it.
   *
   * @returns its words, names among them: only some are identifiers
   */
  request(target: string, body: JsonNode | null): Set<string> {
    const words = new Set<string>();
    const take = (text: string): void => {
      for (const word of tokensOf(text)) {
        if (looksLikeId(word) || isName(word)) words.add(word);
      }
    };
    take(target);
    if (body !== null) {
      walkJson(body, (node) => {
        const text =
          node.kind === 'string' ? node.value : node.kind === 'number' ? textOf(node) : '';
        if (text.length <= LONGEST_REQUEST_VALUE) take(text);
      });
    }
    for (const word of words) {
      if (looksLikeId(word) && !this.#identifiers.has(word)) this.#identifiers.add(ownText(word));
    }
    return words;
  }

  /**
   * What the server said.
   *
   * @param label names what is alike
   * @returns how often it named what looks like an identifier, alone or in a URI
   */
  said(body: JsonNode, label: string): ReadonlyMap<string, number> {
    const inUris = new Map<string, string>();
    const whole = new Set<string>();
    const times = new Map<string, number>();
    const met = (word: string): unknown => times.set(word, (times.get(word) ?? 0) + 1);
    walkJson(body, (node, pointer) => {
      if (node.kind !== 'string' || node.value.length > LONGEST_REQUEST_VALUE) return;
      const { value } = node;
      if (isUri(value)) {
        for (const word of tokensOf(value)) {
          if (!looksLikeId(word)) continue;
          inUris.set(word, pointer);
          met(word);
        }
      } else if (looksLikeId(value)) {
        whole.add(value);
        met(value);
      }
    });
    for (const [word, pointer] of inUris) {
      if (this.#identifiers.has(word)) continue;
      const place = `${label} ${pointer.replace(/\/\d+(?=\/|$)/gu, '/*')}`;
      const known = this.#inUris.get(word);
      if (whole.has(word) || (known !== undefined && known !== place)) {
        this.#identifiers.add(word);
        this.#inUris.delete(word);
      } else this.#inUris.set(word, place);
    }
    return times;
  }
}

/** A text that a person wrote holds no identifiers. */
const LONGEST_REQUEST_VALUE = 1_000;

/** `email-drafts`; a number, or a very short word, may mean anything. */
function isName(word: string): boolean {
  return word.length > 3 && !/^\d+$/u.test(word);
}

function isUri(text: string): boolean {
  return text.startsWith('/') || /^[a-z][a-z\d+.-]{1,20}:\/\//iu.test(text);
}
