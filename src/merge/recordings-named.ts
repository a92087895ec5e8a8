import { closeSync, type Dirent, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { RecordingError } from '../errors.js';
import { isPartial } from '../partial-file.js';
import { recordingTrouble } from '../recording/recording-trouble.js';
import { APPLICATION_ID } from '../recording/schema.js';

/** Files that are looked at in a folder. */
const MOST_IN_FOLDER = 10_000;

/**
 * The files that a name stands for: a file stands for itself, be there a comma in its name or not; a folder for all
 * recordings in it, by name; names with commas between them for all of them.
 *
 * @throws RecordingError if one is absent, or there is no recording in a folder
 */
export function recordingsNamed(name: string): readonly string[] {
  if (kindOf(name) !== null) return filesOf(name);
  const names = name.split(',');
  if (names.length === 1 || names.includes('')) return [name];
  return names.flatMap((each) => filesOf(each));
}

function filesOf(name: string): readonly string[] {
  return kindOf(name) === 'folder' ? recordingsIn(name) : [name];
}

function recordingsIn(folder: string): readonly string[] {
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw recordingTrouble(folder, error);
  }
  if (entries.length > MOST_IN_FOLDER) {
    throw new RecordingError(
      `${folder} has ${entries.length} files; name the recordings in it, with commas between them`,
      folder,
    );
  }
  const files = entries
    .filter(({ name }) => !isPartial(name))
    .map((entry) => path.join(folder, entry.name))
    .filter((file) => kindOf(file) === 'file' && isRecording(file))
    .toSorted(byNumbers);
  if (files.length === 0) throw new RecordingError(`there is no recording in ${folder}`, folder);
  return files;
}

/** `day.10.db` comes after `day.9.db`. */
function byNumbers(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function kindOf(name: string): 'file' | 'folder' | null {
  try {
    const stat = statSync(name);
    if (stat.isDirectory()) return 'folder';
    return stat.isFile() ? 'file' : null;
  } catch {
    return null;
  }
}

/** Where SQLite keeps whose database it is (file format §1.3). */
const APPLICATION_ID_AT = 68;

/** Whether it is one of ours, or may become one: what a recorder has just begun has only its log yet. */
function isRecording(file: string): boolean {
  const head = Buffer.alloc(APPLICATION_ID_AT + 4);
  try {
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, head, 0, head.length, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw recordingTrouble(file, error);
  }
  if (!head.toString('latin1').startsWith('SQLite format 3\0')) return false;
  return head.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID || hasLog(file);
}

/** Bytes of a log in which nothing stands yet (file format §4.1), as of a recorder that was killed at its first. */
const EMPTY_LOG = 32;

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > EMPTY_LOG;
}
