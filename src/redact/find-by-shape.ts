import type { Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { TEXT_PLACE } from './places.js';

interface Shape {
  /** Group 1 stands before the secret, group 2 is the secret. Bounded, and begun at few places, so linear. */
  readonly expression: RegExp;
  accepts?(secret: string): boolean;
}

const shapes: readonly Shape[] = [
  // A JWT (RFC 7519 §3).
  { expression: /()((?<![\w-])eyJ[\w-]{10,8000}\.[\w-]{2,8000}\.[\w-]{0,2000})/gu },
  // RFC 6750 §2.1. A sentence about bearers has no such word.
  {
    expression: /(\bbearer[ \t]{1,8})([\w.~+/-]{16,8000}={0,2})/giu,
    accepts: (secret) => /\d/u.test(secret),
  },
  // RFC 7617 §2. Many a sentence says `basic something`; credentials have a colon once they are decoded.
  {
    expression: /(\bbasic[ \t]{1,8})([A-Za-z0-9+/]{4,2000}={0,2})/giu,
    accepts: (secret) => Buffer.from(secret, 'base64').includes(':'),
  },
  // Userinfo with a password (RFC 3986 §3.2.1).
  { expression: /(:\/\/[^\s"'<>/@:]{0,256}:)([^\s"'<>/@]{1,256})@/gu },
];

const mayHaveShape = /eyJ|\b(?:basic|bearer)\s|:\/\//iu;

/** Finds tokens that are known by their shape, whatever stands around them. */
export function findByShape(text: string, { pseudonyms }: Inspection): Finding[] {
  if (!mayHaveShape.test(text)) return [];
  return shapes.flatMap(({ expression, accepts }) =>
    [...text.matchAll(expression)]
      .map((match) => {
        const start = match.index + (match[1]?.length ?? 0);
        return { start, secret: match[2] ?? '' };
      })
      .filter(({ secret }) => accepts?.(secret) ?? true)
      .map(({ start, secret }) => ({
        start,
        end: start + secret.length,
        text: pseudonyms.of(secret),
        place: TEXT_PLACE,
      })),
  );
}
