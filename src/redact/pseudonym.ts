import { createHash, createHmac, createSecretKey } from 'node:crypto';

/** What stands before every pseudonym of a string; legal in cookies, query strings and tokens. */
export const PSEUDONYM_MARK = '~';

/** Secrets that are hashed once only; longer ones are hashed each time, so memory stays bounded. */
const REMEMBERED = 4096;
const REMEMBERED_LENGTH = 512;

/** Puts names that tell nothing in the place of secrets; equal secrets get equal names. */
export interface Pseudonyms {
  /** `~` and 22 characters of base64url: 128 bits of HMAC-SHA256. An empty string stays empty: it is no secret. */
  of(secret: string): string;
  /** The same for a JSON number, given as its text: a whole number below 2^48, so that the type stays. */
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
  const secretKey = createSecretKey(key);
  const bodyKey = createSecretKey(
    createHash('sha256').update('body digest\0').update(key).digest(),
  );
  const known = new Map<string, string>();

  function of(secret: string): string {
    if (secret === '') return '';
    const before = known.get(secret);
    if (before !== undefined) return before;
    const hash = createHmac('sha256', secretKey).update(secret, 'utf8').digest('base64url');
    const pseudonym = PSEUDONYM_MARK + hash.slice(0, 22);
    if (secret.length <= REMEMBERED_LENGTH) {
      // Starting again is as good as an LRU here: what is in use comes back at once.
      if (known.size >= REMEMBERED) known.clear();
      known.set(secret, pseudonym);
    }
    return pseudonym;
  }

  return {
    of,
    ofNumber(text) {
      const hash = createHmac('sha256', secretKey).update(text, 'utf8').digest();
      return String(hash.readUIntBE(0, 6));
    },
    digest() {
      const hmac = createHmac('sha256', bodyKey);
      return { update: (bytes) => void hmac.update(bytes), hex: () => hmac.digest('hex') };
    },
  };
}
