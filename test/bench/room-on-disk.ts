import { statfsSync } from 'node:fs';

/** Bytes that stay free on the disk, whatever is asked for. */
const spare = 20e9;

/** As many of these bytes as a folder's disk has room for; 0 or less if it has none. */
export function roomOnDisk(folder: string, wanted: number): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(wanted, bavail * bsize - spare);
}
