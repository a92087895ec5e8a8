/** What stands in the place of a secret string: `~` and 22 characters of base64url. */
const PSEUDONYM = /~[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/gu;

/** Where something was redacted, by the places that a recording names (`src/redact/places.ts`). */
export class RedactedPlaces {
  readonly #places: ReadonlySet<string>;

  constructor(places: readonly string[]) {
    this.#places = new Set(places);
  }

  get any(): boolean {
    return this.#places.size > 0;
  }

  header(name: string): boolean {
    const place = `header/${name.toLowerCase()}`;
    return this.#places.has(place) || this.#within(`${place}/`);
  }

  cookie(header: 'cookie' | 'set-cookie', name: string): boolean {
    return this.#places.has(`header/${header}/${escaped(name)}`);
  }

  query(name: string): boolean {
    return this.#places.has(`query/${escaped(name)}`);
  }

  form(name: string): boolean {
    return this.#places.has(`form/${escaped(name)}`);
  }

  /** @param pointer JSON Pointer; of a Bayeux message into the message */
  body(pointer: string): boolean {
    return this.#places.has(`body${pointer}`);
  }

  #within(start: string): boolean {
    for (const place of this.#places) if (place.startsWith(start)) return true;
    return false;
  }
}

/** A stretch of a text; `secret` if it stands in the place of one. */
export interface MaskedPiece {
  readonly text: string;
  readonly secret: boolean;
}

/** A text taken apart at the pseudonyms in it. */
export function maskedPieces(text: string): readonly MaskedPiece[] {
  const pieces: MaskedPiece[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(PSEUDONYM)) {
    if (index > at) pieces.push({ text: text.slice(at, index), secret: false });
    pieces.push({ text: found, secret: true });
    at = index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), secret: false });
  return pieces;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
