import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './errors.js';
import { type PartialFile, partialFile } from './partial-file.js';

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
 * Writes a file that must not exist yet, piece by piece. It has its name only once it is whole; there is none if it can't be
 * written to its end.
 *
 * @throws UsageError if it exists or can't be written
 */
export function writeNewFile(
  file: string,
  flag: string,
  produce: (write: (chunk: string) => void) => void,
): void {
  const { descriptor, done } = open(file, flag);
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
    done(whole);
  }
}

/**
 * As `writeNewFile`, of pieces that come in time; what holds a recording is readable by its owner only. There is
 * none if the pieces end with an error.
 *
 * @throws UsageError if it exists or can't be written
 */
export async function writeNewFileFrom(
  file: string,
  flag: string,
  pieces: AsyncIterable<string>,
): Promise<void> {
  const { descriptor, done } = open(file, flag, 0o600);
  let whole = false;
  try {
    for await (const piece of pieces) put(descriptor, piece, file);
    whole = true;
  } finally {
    done(whole);
  }
}

interface Opened {
  readonly descriptor: number;
  /** To be called in the end: names the file if it is whole, else removes it. */
  readonly done: (whole: boolean) => void;
}

function open(file: string, flag: string, mode?: number): Opened {
  let partial: PartialFile;
  let descriptor: number;
  try {
    if (existsSync(file)) throw exists(file, flag);
    partial = partialFile(path.resolve(file), mode);
    descriptor = openSync(partial.place, 'w');
  } catch (error) {
    throw cannotWrite(file, flag, error);
  }
  return {
    descriptor,
    done(whole) {
      closeSync(descriptor);
      try {
        if (whole) partial.publish();
      } catch (error) {
        throw cannotWrite(file, flag, error);
      } finally {
        partial.discard();
      }
    },
  };
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

function cannotWrite(file: string, flag: string, error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EEXIST' && existsSync(file) ? exists(file, flag) : unwritable(file, error);
}

function unwritable(file: string, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(`${file} could not be written: ${reason}`, { cause: error });
}
