import { createHmac, randomBytes } from 'node:crypto';

/** Unpredictable bytes of the system, for keys and tokens. */
export function randomKey(length = 32): Buffer {
  return randomBytes(length);
}

/**
 * What looks random but follows from its parts alone: the same parts give the same bytes, in any
 * order of asking. Up to 32 bytes.
 *
 * @param parts what the value depends on, for instance seed, recorded session, copy number, kind
 */
export function derivedBytes(parts: readonly (string | number)[], length: number): Buffer {
  const hash = createHmac('sha256', 'understudy').update(JSON.stringify(parts)).digest();
  return hash.subarray(0, length);
}
