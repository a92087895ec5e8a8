import { readFileSync } from 'node:fs';
import { UsageError } from '../../errors.js';

/**
 * Reads a file of certificates or a key.
 *
 * @param flag that named the file
 * @throws UsageError if it can't be read or holds no PEM
 */
export function pemFromFile(file: string, flag: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`can't read the file of ${flag} (${reason}); name a PEM file`);
  }
  if (!/^-----BEGIN [A-Z0-9 ]+-----/mu.test(text)) {
    throw new UsageError(`'${file}' of ${flag} is no PEM file; it must hold a -----BEGIN line`);
  }
  return text;
}
