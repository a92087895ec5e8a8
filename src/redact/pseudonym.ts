import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { canonicalNumber } from '../json/decimal.js';
import { hmacSha256 } from './hmac-sha256.js';

/** What stands before every pseudonym of a string; legal in cookies, query strings and tokens. */
export const PSEUDONYM_MARK = '~';

const stringPseudonym = new RegExp(`^${PSEUDONYM_MARK}[A-Za-z0-9_-]{22}$`, 'u');

/** Whether a text looks like the pseudonym of a string; who made it can't be seen. */
export function isPseudonym(text: string): boolean {
  return stringPseudonym.test(text);
}

/** Whether the text of a JSON number looks like the pseudonym of one. */
export function isPseudonymOfNumber(text: string): boolean {
  return /^\d{1,15}(?:\.[05])?$/u.test(text);
}

/** Secrets that are hashed once only; longer ones are hashed each time, so memory stays bounded. */
const REMEMBERED = 4096;
const REMEMBERED_LENGTH = 512;

/** Puts names that tell nothing in the place of secrets; equal secrets get equal names. */
export interface Pseudonyms {
  /** `~` and 22 characters of base64url: 128 bits of HMAC-SHA256. An empty string stays empty: it is no secret. */
  of(secret: string): string;
  /**
   * The same for a JSON number, given as its text. One without point and exponent becomes a whole number
   * below 2^48, any other a decimal, so that the type stays; equal numbers become equal ones.
   */
  ofNumber(text: string): string;
  /** Begins a keyed hash of a body that is not stored. */
  digest(): KeyedHash;
}

/** A keyed hash that is fed piece by piece. */
export interface KeyedHash {
  update(bytes: Uint8Array): void;
  /** The hash as 64 hexadecimal digits; ends it. */
  hex(): string;
}

/** @param key secret; whoever has it can test guesses, nobody else can */
export function createPseudonyms(key: Uint8Array): Pseudonyms {
  // A zero-length key would be legal for HMAC, and would protect nothing.
  if (key.length < 16) throw new RangeError('The key of pseudonyms has at least 16 bytes');
  const bodyKey = createSecretKey(
    createHash('sha256').update('body digest\0').update(key).digest(),
  );
  const hmac = hmacSha256(key.length > 64 ? createHash('sha256').update(key).digest() : key);
  const strings = remembering((text) => PSEUDONYM_MARK + hmac(text, 'base64url').slice(0, 22));
  const wholes = remembering((text) => String(Number.parseInt(hmac(text, 'hex').slice(0, 12), 16)));

  return {
    of: (secret) => (secret === '' ? '' : strings(secret)),
    ofNumber: (text) => (/^-?\d+$/u.test(text) ? wholes(text) : decimal(text, wholes)),
    digest() {
      const hash = createHmac('sha256', bodyKey);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}

const DECIMAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu;

/** 12.0 is 12, so its pseudonym is that of 12 with `.0`. */
function decimal(text: string, whole: (text: string) => string): string {
  if (!DECIMAL.test(text)) return whole(text);
  const canonical = canonicalNumber({ kind: 'number', source: text, start: 0, end: text.length });
  const [digits = '', power = '0'] = canonical.split('e');
  const zeros = Number(power);
  return zeros >= 0 && zeros <= MOST_ZEROS
    ? `${whole(digits + '0'.repeat(zeros))}.0`
    : `${whole(canonical)}.5`;
}

/** Of a whole number that is written out to see whether it is equal to another. */
const MOST_ZEROS = 30;

function remembering(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (text.length <= REMEMBERED_LENGTH) {
      // Starting again is as good as an LRU here: what is in use comes back at once.
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, made);
    }
    return made;
  };
}
