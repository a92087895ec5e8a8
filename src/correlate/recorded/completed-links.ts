import type { Link } from '../../recording/exchange.js';
import type { Recording } from '../../recording/reader.js';
import { completeLinks } from '../complete-links.js';
import type { CorrelationRules } from '../correlation-rules.js';
import { defaultRules } from '../default-rules.js';
import { correlationEvents } from './correlation-events.js';

/**
 * The links of a recording. What a killed recorder left open, or lost in a gap, is completed; the file
 * stays as it is. Of a whole recording the links are final.
 */
export function completedLinks(
  recording: Recording,
  rules: CorrelationRules = defaultRules,
): readonly Link[] {
  const links = recording.links();
  if (linksAreFinal(recording)) return links;
  return completeLinks(correlationEvents(recording, rules), links, rules);
}

/** Whether no recorder was killed, and nothing lost in a gap, so that the links in the file are all there are. */
export function linksAreFinal({ info }: Recording): boolean {
  return !info.interrupted && info.gaps.length === 0;
}

/** The links that these rules make of a recording, whatever links it has; the file stays as it is. */
export function linksAnew(recording: Recording, rules: CorrelationRules): readonly Link[] {
  return completeLinks(correlationEvents(recording, rules), [], rules);
}
