import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { UsageError } from '../errors.js';
import { checkedRules } from './load-rules.js';
import { jsonIn, MAX_SIZE } from './read-json-file.js';

/** What an edit makes of a file: null stands for no file. */
export interface EditedFile {
  readonly before: string | null;
  readonly after: string | null;
}

/** An editor that saves all the time is not waited for. */
const MOST_ATTEMPTS = 10;

/** What stands in the file, and whose it is. */
interface Found {
  readonly text: string;
  readonly stats: Stats;
}

/**
 * Changes a rules file at once or not at all: the new text is written beside it and put in its place, with its mode and owner. Of
 * two who do so one waits for nothing and is refused, and what an editor saved meanwhile is read again. Links are not followed.
 *
 * @param edit is handed the text that stands there, null if there is no such file; may be asked again
 * @throws UsageError in one line; then the file is as it was
 */
export function editRulesFile(
  file: string,
  edit: (text: string | null) => string | null,
): EditedFile {
  const place = path.resolve(file);
  const beside = path.join(path.dirname(place), `.${path.basename(place)}.understudy`);
  const descriptor = claim(beside, file);
  let moved = false;
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const found = foundAt(place, file);
      const before = found?.text ?? null;
      if (before !== null) check(before, file);
      const after = edit(before);
      if (after === before) return { before, after };
      if (after !== null) {
        check(after, file);
        put(descriptor, after, found);
      }
      if ((foundAt(place, file)?.text ?? null) !== before) continue;
      if (after === null) {
        unlinkSync(place);
      } else if (found === null) {
        // Unlike a rename, this never replaces what has come meanwhile.
        if (!linked(beside, place)) continue;
      } else {
        renameSync(beside, place);
        moved = true;
      }
      return { before, after };
    }
    throw new UsageError(`rules file ${file} changes all the time; try again`);
  } catch (error) {
    throw error instanceof UsageError ? error : unwritable(file, error);
  } finally {
    closeSync(descriptor);
    if (!moved) rmSync(beside, { force: true });
  }
}

/** Nobody else writes this file meanwhile, nor can anybody have put a link there. */
function claim(beside: string, file: string): number {
  try {
    return openSync(beside, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new UsageError(
        `rules file ${file} is being written by another; if it is not, remove ${beside}`,
      );
    }
    throw unwritable(file, error);
  }
}

function linked(beside: string, place: string): boolean {
  try {
    linkSync(beside, place);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function foundAt(place: string, file: string): Found | null {
  let descriptor: number;
  try {
    // Not there on every system; a pipe would be waited for.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    descriptor = openSync(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'ELOOP') {
      throw new UsageError(`rules file ${file} is a symbolic link; name the file itself`);
    }
    throw new UsageError(`rules file ${file} can not be read (${String(code)})`, { cause: error });
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new UsageError(`rules file ${file} is no file`);
    if (stats.size > MAX_SIZE) {
      throw new UsageError(`rules file ${file}: it is larger than ${MAX_SIZE} bytes`);
    }
    return { text: textOf(readFileSync(descriptor), file), stats };
  } finally {
    closeSync(descriptor);
  }
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`rules file ${file}: it is not in UTF-8`, { cause: error });
  }
}

function check(text: string, file: string): void {
  if (Buffer.byteLength(text) > MAX_SIZE) {
    throw new UsageError(`rules file ${file}: it would be larger than ${MAX_SIZE} bytes`);
  }
  checkedRules(jsonIn(text.replace(/^\ufeff/u, ''), file, 'rules file'), file);
}

function put(descriptor: number, text: string, found: Found | null): void {
  const bytes = Buffer.from(text);
  ftruncateSync(descriptor);
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, null, at);
  if (found !== null) {
    const { uid, gid, mode } = found.stats;
    const own = fstatSync(descriptor);
    if (own.uid !== uid || own.gid !== gid) fchownSync(descriptor, uid, gid);
    fchmodSync(descriptor, mode & 0o777);
  }
  fsyncSync(descriptor);
}

function unwritable(file: string, error: unknown): UsageError {
  const { code } = error as NodeJS.ErrnoException;
  return new UsageError(`rules file ${file} can not be written (${String(code ?? error)})`, {
    cause: error,
  });
}
