import { createHmac, createSecretKey, hash } from 'node:crypto';

/** Bytes that SHA-256 takes in at a time. */
const BLOCK = 64;
/** UTF-16 units of a text that is hashed here; each takes three bytes at most. */
const SHORT = 1_024;

/**
 * HMAC-SHA256 (RFC 2104) of texts in UTF-8, with one key. For short ones it takes half the time of `createHmac`,
 * which makes an object, and memory outside of the heap, for each.
 *
 * @param key no longer than a block
 */
export function hmacSha256(key: Uint8Array): (text: string, coding: 'base64url' | 'hex') => string {
  if (key.length > BLOCK) throw new RangeError(`The key has at most ${BLOCK} bytes`);
  const secretKey = createSecretKey(key);
  const inner = Buffer.concat([padded(key, 0x36), Buffer.alloc(3 * SHORT)]);
  const outer = Buffer.concat([padded(key, 0x5c), Buffer.alloc(32)]);
  return (text, coding) => {
    if (text.length > SHORT) return createHmac('sha256', secretKey).update(text).digest(coding);
    const length = inner.write(text, BLOCK);
    outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'hex'), BLOCK, 'hex');
    return hash('sha256', outer, coding);
  };
}

function padded(key: Uint8Array, pad: number): Buffer {
  const block = Buffer.alloc(BLOCK, pad);
  for (const [index, byte] of key.entries()) block[index] = byte ^ pad;
  return block;
}
