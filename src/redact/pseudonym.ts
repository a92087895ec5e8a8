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
  const hmac = (text: string) => createHmac('sha256', secretKey).update(text, 'utf8');
  const strings = remembering((text) => {
    return PSEUDONYM_MARK + hmac(text).digest('base64url').slice(0, 22);
  });
  const numbers = remembering((text) => String(hmac(text).digest().readUIntBE(0, 6)));

  return {
    of: (secret) => (secret === '' ? '' : strings(secret)),
    ofNumber: numbers,
    digest() {
      const hash = createHmac('sha256', bodyKey);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}

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
