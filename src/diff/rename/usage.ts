import type { JsonNode } from '../../json/node.js';
import { walkJson } from '../../json/walk-json.js';
import { looksLikeId } from '../path-label.js';
import { tokensOf } from './tokens.js';

/**
 * Which values of a recording are identifiers, by how they are used: they name resources, they stand in paths and bodies of
 * requests, or in URIs and elsewhere too. A value that stands at one place alone is none.
 */
export class Usage {
  readonly #identifiers = new Set<string>();
  /** Where a word in a URI was seen first. */
  readonly #inUris = new Map<string, string>();

  isIdentifier(word: string): boolean {
    return this.#identifiers.has(word);
  }

  /** @param id that a path or a notification names */
  resource(id: string): void {
    this.#identifiers.add(id);
  }

  /** What a desktop sent: it got such words from the server, or the server from it. */
  request(target: string, body: JsonNode | null): void {
    for (const word of tokensOf(target)) if (looksLikeId(word)) this.#identifiers.add(word);
    if (body === null) return;
    walkJson(body, (node) => {
      if (node.kind === 'string') this.#words(node.value);
      else if (node.kind === 'number') this.#words(node.source.slice(node.start, node.end));
    });
  }

  #words(text: string): void {
    if (text.length > LONGEST_REQUEST_VALUE) return;
    for (const word of tokensOf(text)) if (looksLikeId(word)) this.#identifiers.add(word);
  }

  /** What the server said. @param label names what is alike */
  said(body: JsonNode, label: string): void {
    const inUris = new Map<string, string>();
    const whole = new Set<string>();
    walkJson(body, (node, pointer) => {
      if (node.kind !== 'string' || node.value.length > LONGEST_REQUEST_VALUE) return;
      const { value } = node;
      if (isUri(value)) {
        for (const word of tokensOf(value)) if (looksLikeId(word)) inUris.set(word, pointer);
      } else if (looksLikeId(value)) whole.add(value);
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
  }
}

/** A text that a person wrote holds no identifiers. */
const LONGEST_REQUEST_VALUE = 1_000;

function isUri(text: string): boolean {
  return text.startsWith('/') || /^[a-z][a-z\d+.-]{1,20}:\/\//iu.test(text);
}
