import { existsSync } from 'node:fs';
import { RecordingError } from '../../../src/errors.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import { partName } from '../../../src/recording/part-name.js';
import { verifyRecording } from '../../../src/recording/verify.js';
import { filesBeside } from './killed-file.js';
import { missingFrom } from './missing-from.js';
import type { Sightings } from './sightings.js';

/**
 * All that is wrong with the files that a recorder left which was killed while it rotated; a line each. It may have been killed
 * while it made the last one, or before the one before said that it had ended.
 */
export async function wrongWithKilledSeries(
  first: string,
  seen: Sightings,
): Promise<readonly string[]> {
  const files = filesOf(first);
  const readable = files.filter(isRecording);
  if (readable.length < files.length - 1) return ['more than the last file can not be read'];
  const before = readable.map(filesBeside);
  const wrong = [...missingFrom(readable, seen)];
  for (const [at, file] of readable.entries()) {
    const found = verifyRecording(file);
    const mayBeInterrupted = at === files.length - 1 || (at === files.length - 2 && isBare(files));
    const isFine = found.errors.length === 0 && found.gaps.length === 0;
    if (!isFine || (found.interrupted && !mayBeInterrupted)) {
      wrong.push(
        `of ${files.length} files, verify says of the ${at + 1}th ${JSON.stringify(found)}`,
      );
    }
  }
  const after = readable.map(filesBeside);
  if (after.join() !== before.join()) wrong.push(`reading changed ${before} to ${after}`);
  return wrong;
}

/** The files of a series, by their names. */
export function filesOf(first: string): readonly string[] {
  const files = [first];
  for (;;) {
    const next = partName(first, files.length + 1);
    if (!existsSync(next)) return files;
    files.push(next);
  }
}

function isRecording(file: string): boolean {
  try {
    openRecording(file).close();
    return true;
  } catch (error) {
    if (error instanceof RecordingError) return false;
    throw error;
  }
}

/** Whether nothing happened in the last of them yet. */
function isBare(files: readonly string[]): boolean {
  const last = files.at(-1) ?? '';
  if (!isRecording(last)) return true;
  using recording = openRecording(last);
  const answered = [...recording.exchanges()].filter(({ outcome }) => outcome !== 'open');
  return answered.length === 0 && [...recording.messages()].length === 0;
}
