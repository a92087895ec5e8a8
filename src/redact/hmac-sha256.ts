import { hash } from 'node:crypto';

/** Bytes that SHA-256 takes in at a time. */
const BLOCK = 64;

/**
 * HMAC-SHA256 (RFC 2104) of texts in UTF-8, with one key. For short texts it takes half the time of
 * `createHmac`, which makes an object for each that must be cleared away again.
 */
export function hmacSha256(key: Uint8Array): (text: string) => Buffer {
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  const inner = padded(short, 0x36);
  const outer = Buffer.concat([padded(short, 0x5c), Buffer.alloc(32)]);
  return (text) => {
    const message = Buffer.allocUnsafe(BLOCK + Buffer.byteLength(text));
    message.set(inner);
    message.write(text, BLOCK);
    outer.set(hash('sha256', message, 'buffer'), BLOCK);
    return hash('sha256', outer, 'buffer');
  };
}

function padded(key: Uint8Array, pad: number): Buffer {
  const block = Buffer.alloc(BLOCK, pad);
  for (const [index, byte] of key.entries()) block[index] = byte ^ pad;
  return block;
}
