import { completedLinks, linksAnew } from '../correlate/recorded/completed-links.js';
import type { Link } from '../recording/exchange.js';
import type { Recording } from '../recording/reader.js';
import type { Rules } from './rules.js';
import { rulesFor, says } from './rules-for.js';

/** The links of a recording, complete, and the rules that they follow. */
export interface RuledLinks {
  readonly links: readonly Link[];
  readonly rules: Rules;
}

/**
 * The links of a recording; the file stays as it is. Rules files with a `correlate` section make all of them anew. Else
 * those in the file are final, and what a killed recorder left open is made by the rules that it went by.
 *
 * @throws RecordingError if the recording can't be read
 */
export function linksOf(recording: Recording, given?: Rules): RuledLinks {
  const rules = rulesFor(recording, given);
  return {
    links: linksAreMadeAnew(given)
      ? linksAnew(recording, rules.correlate)
      : completedLinks(recording, rules.correlate),
    rules,
  };
}

/** Whether rules that were given say how to link. */
export function linksAreMadeAnew(given: Rules | undefined): given is Rules {
  return given !== undefined && says(given, 'correlate');
}
