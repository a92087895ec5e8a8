import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { leftBehind, maker } from './maker.js';

/** A file that has its name only once it is whole: until then it stands beside it, under another one. */
export interface PartialFile {
  /** Where it is written meanwhile; it is there, and empty. */
  readonly place: string;
  /**
   * Puts it on the disk and gives it its name. Nothing that has the name by now is overwritten.
   *
   * @throws an error of the system; `EEXIST` if somebody else has taken the name
   */
  publish(): void;
  /** Removes it, unless it has its name. */
  discard(): void;
}

/** How many files of one name this process may write at once. */
const MOST_AT_ONCE = 1_000;

/**
 * Begins a file. What processes of this machine that are gone have left of the same one is removed.
 *
 * @param file absolute
 * @param mode by default as the process makes files
 * @throws an error of the system
 */
export function partialFile(file: string, mode?: number): PartialFile {
  removeStale(file);
  const place = claimed(file, mode);
  return {
    place,
    publish() {
      const descriptor = openSync(place, 'r+');
      try {
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      rename(place, file);
    },
    discard() {
      for (const suffix of SUFFIXES) rmSync(place + suffix, { force: true });
    },
  };
}

/** Whether a name is that of a file which is being written, or was when its process was killed. */
export function isPartial(name: string): boolean {
  return /^\..+\.partial-/u.test(path.basename(name));
}

/** The file, and what SQLite may keep beside it. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;

function prefixOf(file: string): string {
  // However long the name is, there is room for what follows.
  return `.${path.basename(file).slice(0, 40)}.partial-`;
}

function claimed(file: string, mode: number | undefined): string {
  const first = path.join(path.dirname(file), `${prefixOf(file)}${maker()}`);
  for (let count = 1; ; count += 1) {
    const place = count === 1 ? first : `${first}.${count}`;
    try {
      const descriptor = openSync(place, 'wx', mode);
      if (mode !== undefined) fchmodSync(descriptor, mode);
      closeSync(descriptor);
      return place;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || count === MOST_AT_ONCE) throw error;
    }
  }
}

function removeStale(file: string): void {
  const behind = /^(?:\.\d+)?(?:-wal|-shm|-journal)?$/u;
  for (const left of leftBehind(path.dirname(file), prefixOf(file), behind)) {
    try {
      rmSync(left, { force: true });
    } catch {
      // It is in nobody's way.
    }
  }
}

/** Renames without overwriting: a second name fails if it is taken, which a rename does not. */
function rename(place: string, file: string): void {
  try {
    linkSync(place, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // FAT and some shares know no second names: the name is taken first, and nobody else has it then.
    closeSync(openSync(file, 'wx'));
    try {
      renameSync(place, file);
    } catch (cause) {
      rmSync(file, { force: true });
      throw cause;
    }
    return;
  }
  try {
    rmSync(place, { force: true });
  } catch {
    // The next one who begins this file removes it.
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
