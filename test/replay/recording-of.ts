import { openRecording } from '../../src/recording/open-recording.js';
import type { Recording } from '../../src/recording/reader.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';
import type { TemporaryFolder } from '../recording/temporary-folder.js';

/** Builds a recording in a folder of its own name and opens it. */
export function recordingOf(
  folder: TemporaryFolder,
  build: (b: RecordingBuilder) => void,
): Recording {
  const file = folder.path(`recording-${folder.files().length}.db`);
  buildRecording(file, build);
  return openRecording(file);
}
