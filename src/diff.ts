import { compareRecordings, gwsSets } from './diff/compare-recordings.js';
import type { DiffResult } from './diff/difference.js';
import { builtInNoise } from './diff/noise/built-in-noise.js';
import type { ComparedSide } from './diff/side.js';
import { openRecording } from './recording/open-recording.js';
import type { Recording } from './recording/reader.js';
import { linkLookup } from './rules/link-lookup.js';
import type { Rules } from './rules/rules.js';
import { rulesFor } from './rules/rules-for.js';

export interface DiffOptions {
  /** Recordings of the baseline's version: what differs among them means nothing. */
  readonly noise?: readonly string[];
  /** What the API looks like, and what is known to be noise; see `loadRules`. */
  readonly rules?: Rules;
  /** Keep what was ignored in `ignoredDifferences`; else it is only counted. */
  readonly showIgnored?: boolean;
  /** Tell what happened around what differs, in `timelines`. */
  readonly timelines?: boolean;
}

/**
 * Says how the server of one recording behaves differently from that of another.
 *
 * @param baseline the recording that is taken for right
 * @throws RecordingError if one of the files is absent or can't be read
 */
export function diff(baseline: string, candidate: string, options: DiffOptions = {}): DiffResult {
  using one = openRecording(baseline);
  using other = openRecording(candidate);
  const side = (recording: Recording): ComparedSide => ({
    recording,
    linkOf: linkLookup(recording, options.rules),
    rules: rulesFor(recording, options.rules).correlate,
  });
  return compareRecordings(side(one), side(other), {
    explain: builtInNoise,
    sets: gwsSets,
    showIgnored: options.showIgnored ?? false,
    timelines: options.timelines ?? false,
  });
}
