import { completedLinks } from '../correlate/recorded/completed-links.js';
import { openRecording } from '../recording/open-recording.js';
import type { Recording } from '../recording/reader.js';
import { writeShowExchangeJson } from './show-exchange-json.js';
import { writeShowExchangeText } from './show-exchange-text.js';
import { writeShowJson } from './show-json.js';
import { type TextStyle, writeShowText } from './show-text.js';

/** How `show` writes: for programs or for people. */
export interface ShowStyle extends TextStyle {
  readonly json: boolean;
}

/**
 * Writes what happened in a recording, piece by piece.
 *
 * @throws RecordingError if the file is absent or can't be read
 */
export function showRecording(
  file: string,
  style: ShowStyle,
  write: (chunk: string) => void,
): void {
  withRecording(file, (recording) => {
    const links = completedLinks(recording);
    if (style.json) writeShowJson(recording, links, write);
    else writeShowText(recording, links, style, write);
  });
}

/**
 * Writes one exchange whole.
 *
 * @param id as `show` prints it at the left
 * @throws RecordingError if the file is absent or can't be read
 * @throws UsageError if there is no exchange with that id
 */
export function showExchange(
  file: string,
  id: number,
  style: ShowStyle,
  write: (chunk: string) => void,
): void {
  withRecording(file, (recording) => {
    const links = completedLinks(recording);
    if (style.json) writeShowExchangeJson(recording, links, id, write);
    else writeShowExchangeText(recording, links, id, style, write);
  });
}

function withRecording(file: string, use: (recording: Recording) => void): void {
  const recording = openRecording(file);
  try {
    use(recording);
  } finally {
    recording.close();
  }
}
