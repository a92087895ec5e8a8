import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { defaultRules } from '../correlate/default-rules.js';
import type { Link } from '../recording/exchange.js';
import type { Recording } from '../recording/reader.js';
import { sessionNames } from './names.js';
import { painter } from './paint.js';
import type { CauseOf } from './row-json.js';
import { showFacts, showHeader } from './show-header.js';
import { showStory } from './show-story.js';
import { showTotals } from './show-totals.js';
import { tellStory } from './story.js';

/** How text for people is written. */
export interface TextStyle {
  /** With colours, as a terminal understands them. */
  readonly color: boolean;
}

/**
 * Writes for people what happened in a recording: its sessions, and its calls in time order with the
 * notifications that answered them below. Nothing of a recording reaches the terminal as a control character.
 */
export function writeShowText(
  recording: Recording,
  links: readonly Link[],
  style: TextStyle,
  write: (chunk: string) => void,
  rules: CorrelationRules = defaultRules,
  causeOf: CauseOf = () => null,
): void {
  const paint = painter(style.color);
  const writeLines = (lines: Iterable<string>): void => {
    for (const text of lines) write(`${text}\n`);
  };
  writeLines(showFacts(recording, paint));
  const story = tellStory(recording, links, rules, causeOf);
  const nameOf = sessionNames(recording.sessions());
  writeLines(showHeader(recording, story, nameOf, paint));
  writeLines(showStory(story, recording.info.startedAt, nameOf, paint));
  writeLines(showTotals(story.totals, paint));
}
