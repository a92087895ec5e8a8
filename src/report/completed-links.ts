import { completeLinks } from '../correlate/complete-links.js';
import type { Link } from '../recording/exchange.js';
import type { Recording } from '../recording/reader.js';
import { correlationEvents } from './correlation-events.js';

/** The links of a recording, with those that a killed recorder left open completed; the file stays as it is. */
export function completedLinks(recording: Recording): readonly Link[] {
  return completeLinks(correlationEvents(recording), recording.links());
}
