import type { WordPart } from './shell-word.js';

/** What stands in the place of a secret string; see `RedactedPlaces`. */
const PSEUDONYM = /~[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/gu;

/** What may stand before a secret and names it: `JSESSIONID=`, `"password":"`. */
const NAMED = /(?:"([^"\\]{1,60})"\s*:\s*"|(?:^|[;&?\s])([\w.-]{1,60})=)$/u;

/** The variables of a command that stand for what was redacted. */
export class CurlSecrets {
  readonly #names = new Map<string, string>();

  /** Lines that set each variable to its pseudonym, to be replaced by who has the secret. */
  get assignments(): readonly string[] {
    return [...this.#names].map(([pseudonym, name]) => `${name}='${pseudonym}'`);
  }

  /** A text with variables in the place of its pseudonyms, named after what stands before them, or else as given. */
  parts(text: string, otherwise: string): readonly WordPart[] {
    const parts: WordPart[] = [];
    let at = 0;
    for (const { 0: pseudonym, index } of text.matchAll(PSEUDONYM)) {
      const named = NAMED.exec(text.slice(Math.max(0, index - 70), index));
      parts.push({ text: text.slice(at, index) });
      parts.push({ variable: this.#nameOf(pseudonym, named?.[1] ?? named?.[2] ?? otherwise) });
      at = index + pseudonym.length;
    }
    parts.push({ text: text.slice(at) });
    return parts;
  }

  /** No variable that a shell knows is set: each begins with `SECRET_`. */
  #nameOf(pseudonym: string, wish: string): string {
    const before = this.#names.get(pseudonym);
    if (before !== undefined) return before;
    const taken = new Set(this.#names.values());
    const base = `SECRET_${wish
      .toUpperCase()
      .replace(/[^A-Z0-9]+/gu, '_')
      .slice(0, 40)}`;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    this.#names.set(pseudonym, name);
    return name;
  }
}
