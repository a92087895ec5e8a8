import { RecordingError } from '../errors.js';
import type { Recording } from '../recording/reader.js';
import { recordedRules } from './recorded-rules.js';
import { gwsRules, type Rules } from './rules.js';

/**
 * The rules that a recording is read by: of each section what rules files say, else what the recording keeps.
 *
 * @throws RecordingError if those that it keeps are none, and the files don't say how to link
 */
export function rulesFor(recording: Pick<Recording, 'file' | 'info'>, given?: Rules): Rules {
  if (given === undefined) return recordedRules(recording);
  const links = says(given, 'correlate');
  if (links && says(given, 'match')) return given;
  const recorded = links ? soundRules(recording) : recordedRules(recording);
  return {
    correlate: links ? given.correlate : recorded.correlate,
    match: says(given, 'match') ? given.match : recorded.match,
    redact: given.redact,
    noise: given.noise,
  };
}

/** Who names other rules can read a recording although its own are damaged. */
function soundRules(recording: Pick<Recording, 'file' | 'info'>): Rules {
  try {
    return recordedRules(recording);
  } catch (error) {
    if (error instanceof RecordingError) return gwsRules;
    throw error;
  }
}

/** Whether rules files have that section: what no file touches is the built-in object itself. */
export function says(rules: Rules, section: 'correlate' | 'match'): boolean {
  return rules[section] !== gwsRules[section];
}
