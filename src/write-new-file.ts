import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './errors.js';

/** Characters that are written at once. */
const PIECE = 65_536;

/**
 * Says early that a file can't be made, before there is work to lose.
 *
 * @param flag that named it
 * @throws UsageError if it exists, or its folder does not
 */
export function mustBeNew(file: string, flag: string): void {
  if (existsSync(file)) throw exists(file, flag);
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) throw new UsageError(`${flag} ${file}: there is no folder ${folder}`);
}

/**
 * Writes a file that must not exist yet, piece by piece; leaves none if it can't be written to its end.
 *
 * @throws UsageError if it exists or can't be written
 */
export function writeNewFile(
  file: string,
  flag: string,
  produce: (write: (chunk: string) => void) => void,
): void {
  const descriptor = open(file, flag);
  let whole = false;
  try {
    let piece = '';
    produce((chunk) => {
      piece += chunk;
      if (piece.length < PIECE) return;
      put(descriptor, piece, file);
      piece = '';
    });
    put(descriptor, piece, file);
    whole = true;
  } finally {
    closeSync(descriptor);
    if (!whole) rmSync(file, { force: true });
  }
}

/**
 * As `writeNewFile`, of pieces that come in time; what holds a recording is readable by its owner only. Leaves
 * none if the pieces end with an error.
 *
 * @throws UsageError if it exists or can't be written
 */
export async function writeNewFileFrom(
  file: string,
  flag: string,
  pieces: AsyncIterable<string>,
): Promise<void> {
  const descriptor = open(file, flag, 0o600);
  let whole = false;
  try {
    for await (const piece of pieces) put(descriptor, piece, file);
    whole = true;
  } finally {
    closeSync(descriptor);
    if (!whole) rmSync(file, { force: true });
  }
}

function open(file: string, flag: string, mode?: number): number {
  try {
    return openSync(file, 'wx', mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw exists(file, flag);
    throw unwritable(file, error);
  }
}

function put(descriptor: number, text: string, file: string): void {
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function exists(file: string, flag: string): UsageError {
  return new UsageError(`${file} exists already and is never overwritten; name another ${flag}`);
}

function unwritable(file: string, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(`${file} could not be written: ${reason}`, { cause: error });
}
