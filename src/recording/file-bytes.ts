import { statSync } from 'node:fs';

/** Bytes on disk of a recording that is being written, its log included; what is not there counts as 0. */
export function fileBytes(file: string): number {
  return sizeOf(file) + sizeOf(`${file}-wal`);
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
