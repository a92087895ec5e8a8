import type { Place } from '../../redact/places.js';
import type { Redactor } from '../../redact/redactor.js';

/** A redactor of what may have been redacted before. */
export interface OwnRedactor extends Redactor {
  /**
   * Says where in what comes next something was redacted before: pseudonyms that stand there stay, and the places are
   * told again. Undefined for what comes from elsewhere.
   */
  before(places: ReadonlySet<Place> | undefined): void;
}

/** Places that an entry may tell; a recorder never tells so many. */
const MOST_PLACES = 10_000;

const HEADER = /^header\//u;
const TARGET = /^(?:path$|query\/)/u;
const BODY = /^(?:text$|form\/|body(?:$|\/))/u;

export function ownRedactor(redactor: Redactor): OwnRedactor {
  let before: ReadonlySet<Place> | undefined;

  function withBefore(places: readonly Place[], which: RegExp): readonly Place[] {
    if (before === undefined || before.size === 0) return places;
    const old = [...before].slice(0, MOST_PLACES).filter((place) => which.test(place));
    return [...new Set([...old, ...places])];
  }

  return {
    before(places) {
      before = places;
    },
    headers(headers) {
      const redacted = redactor.headers(headers, before);
      // Trailers are redacted apart, and mostly there are none.
      if (headers.length === 0) return redacted;
      return { ...redacted, places: withBefore(redacted.places, HEADER) };
    },
    target(target) {
      const redacted = redactor.target(target, before);
      return { ...redacted, places: withBefore(redacted.places, TARGET) };
    },
    json(text) {
      const redacted = redactor.json(text, before);
      return { ...redacted, places: withBefore(redacted.places, BODY) };
    },
    body(content, contentType) {
      const redacted = redactor.body(content, contentType, before);
      return { ...redacted, places: withBefore(redacted.places, BODY) };
    },
    pseudonym: (secret) => redactor.pseudonym(secret),
    digest: () => redactor.digest(),
  };
}
