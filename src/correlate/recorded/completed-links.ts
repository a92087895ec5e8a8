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
  const { interrupted, gaps } = recording.info;
  const links = recording.links();
  if (!interrupted && gaps.length === 0) return links;
  return completeLinks(correlationEvents(recording, rules), links, rules);
}

/** The links that these rules make of a recording, whatever links it has; the file stays as it is. */
export function linksAnew(recording: Recording, rules: CorrelationRules): readonly Link[] {
  return completeLinks(correlationEvents(recording, rules), [], rules);
}
