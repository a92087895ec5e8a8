import { crc32 } from 'node:zlib';

/**
 * CRC-32 over all parts together. SQLite notices damage to the structure of a file, but not to what
 * rows hold; bodies and messages are nearly all of a recording, so they carry a sum.
 */
export function checksum(...parts: readonly (Uint8Array | string | null)[]): number {
  return parts.reduce((sum: number, part) => (part === null ? sum : crc32(part, sum)), 0);
}
