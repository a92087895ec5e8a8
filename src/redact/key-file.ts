import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { UsageError } from '../errors.js';
import { randomKey } from '../time/chance.js';

/**
 * The key of the pseudonyms, kept in a file so that several recordings share it. The file holds 64
 * hexadecimal digits; one that does not exist is made, readable by its owner only.
 *
 * @throws UsageError if the file can't be read or made, or holds something else
 */
export function keyFromFile(file: string): Uint8Array {
  try {
    const key = randomKey();
    writeFileSync(file, `${key.toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(file, error);
  }
  let text: string;
  try {
    // A device may never end, and a large file is no key.
    const small = statSync(file).size <= 1024 && statSync(file).isFile();
    text = small ? readFileSync(file, 'utf8').trim() : '';
  } catch (error) {
    throw unusable(file, error);
  }
  if (!/^[0-9a-f]{64}$/iu.test(text)) {
    throw new UsageError(
      `'${file}' holds no key (64 hexadecimal digits); name a file that does not exist and one is made`,
    );
  }
  return Buffer.from(text, 'hex');
}

function unusable(file: string, cause: unknown): UsageError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UsageError(`the key file '${file}' can't be used: ${reason}`, { cause });
}
