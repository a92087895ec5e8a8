import type { Link } from '../recording/exchange.js';
import { openRecording } from '../recording/open-recording.js';
import type { Recording } from '../recording/reader.js';
import { linksOf, type RuledLinks } from '../rules/links-of.js';
import type { Rules } from '../rules/rules.js';
import type { CauseOf } from './row-json.js';
import { writeShowExchangeJson } from './show-exchange-json.js';
import { writeShowExchangeText } from './show-exchange-text.js';
import { writeShowJson } from './show-json.js';
import { type TextStyle, writeShowText } from './show-text.js';

/** How `show` writes: for programs or for people. */
export interface ShowStyle extends TextStyle {
  readonly json: boolean;
}

/** Finds out what each notification follows in a replay. */
export type Explain = (recording: Recording, links: readonly Link[]) => CauseOf;

/**
 * Writes what happened in a recording, piece by piece.
 *
 * @param rules by which calls and notifications are linked anew; by default the links are the recording's
 * @throws RecordingError if the file is absent or can't be read
 */
export function showRecording(
  file: string,
  style: ShowStyle,
  write: (chunk: string) => void,
  rules?: Rules,
  explain: Explain = () => () => null,
): void {
  withRecording(file, rules, (recording, { links, rules: { correlate } }) => {
    const causeOf = explain(recording, links);
    if (style.json) writeShowJson(recording, links, write, causeOf);
    else writeShowText(recording, links, style, write, correlate, causeOf);
  });
}

/**
 * Writes one exchange whole.
 *
 * @param id as `show` prints it at the left
 * @param rules as in `showRecording`
 * @throws RecordingError if the file is absent or can't be read
 * @throws UsageError if there is no exchange with that id
 */
export function showExchange(
  file: string,
  id: number,
  style: ShowStyle,
  write: (chunk: string) => void,
  rules?: Rules,
  explain: Explain = () => () => null,
): void {
  withRecording(file, rules, (recording, { links, rules: { correlate } }) => {
    const causeOf = explain(recording, links);
    if (style.json) writeShowExchangeJson(recording, links, id, write, causeOf);
    else writeShowExchangeText(recording, links, id, style, write, correlate, causeOf);
  });
}

function withRecording(
  file: string,
  given: Rules | undefined,
  use: (recording: Recording, ruled: RuledLinks) => void,
): void {
  const recording = openRecording(file);
  try {
    use(recording, linksOf(recording, given));
  } finally {
    recording.close();
  }
}
