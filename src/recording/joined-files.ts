import { rmSync } from 'node:fs';
import path from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** Where a recording lies that is known by another name. */
export interface JoinedFile {
  readonly place: string;
  /** Whether it was made of others, so that it stays as it is while those may grow. */
  readonly isMade: boolean;
  /** Whether it is opened once only: then its folder is removed as soon as it is, as nobody else can get at it. */
  readonly once: boolean;
}

/** Threads that are started later know it, too. */
const KEY = 'understudy: joined files';

/**
 * From now on whoever opens the recording of that name reads this file, and all that is said of it says the name.
 *
 * @param name what a person called it: several files, or a folder
 * @param file null: it has no other name any more
 */
export function knowJoined(name: string, file: JoinedFile | null): void {
  const known = new Map(joinedFiles());
  if (file === null) known.delete(name);
  else known.set(name, file);
  setEnvironmentData(KEY, known as never);
}

/** What is known by that name; null if it is a file's own. */
export function joinedFile(name: string): JoinedFile | null {
  return joinedFiles().get(name) ?? null;
}

/** The file that is to be opened for a recording of that name. */
export function placeOfRecording(name: string): string {
  return joinedFile(name)?.place ?? name;
}

/** Whether what is known by that name was made of other recordings. */
export function isJoined(name: string): boolean {
  return joinedFile(name)?.isMade ?? false;
}

/** It was opened: if that was all, nothing of it stays. */
export function openedRecording(name: string): void {
  const file = joinedFile(name);
  if (file?.once !== true) return;
  try {
    rmSync(path.dirname(file.place), { recursive: true, force: true });
  } catch {
    // Where an open file can't be removed, it goes in the end.
  }
}

function joinedFiles(): ReadonlyMap<string, JoinedFile> {
  const known: unknown = getEnvironmentData(KEY);
  return known instanceof Map ? (known as ReadonlyMap<string, JoinedFile>) : new Map();
}
