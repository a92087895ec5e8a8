import { completedLinks, linksAnew } from '../correlate/recorded/completed-links.js';
import type { Link } from '../recording/exchange.js';
import type { Recording } from '../recording/reader.js';
import { recordedRules } from './recorded-rules.js';
import type { Rules } from './rules.js';

/** The links of a recording, complete, and the rules that they follow. */
export interface RuledLinks {
  readonly links: readonly Link[];
  readonly rules: Rules;
}

/**
 * The links of a recording; the file stays as it is. Rules that are given make all of them anew. Else
 * those in the file are final, and what a killed recorder left open is made by the rules that it went by.
 *
 * @throws RecordingError if the recording can't be read
 */
export function linksOf(recording: Recording, given?: Rules): RuledLinks {
  if (given !== undefined) return { links: linksAnew(recording, given.correlate), rules: given };
  const rules = recordedRules(recording);
  return { links: completedLinks(recording, rules.correlate), rules };
}
