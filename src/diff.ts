import {
  type CompareOptions,
  compareForNoise,
  compareRecordings,
} from './diff/compare-recordings.js';
import type { DiffResult } from './diff/difference.js';
import type { Explain } from './diff/finding.js';
import { explainBy } from './diff/noise/apply-noise.js';
import { builtInNoise } from './diff/noise/built-in-noise.js';
import { learnNoise } from './diff/noise/learn-noise.js';
import type { ComparedSide } from './diff/side.js';
import { openRecording } from './recording/open-recording.js';
import type { Recording } from './recording/reader.js';
import { linkLookup } from './rules/link-lookup.js';
import type { NoiseRule } from './rules/noise-rules.js';
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
  /** Tell of operations whose notifications come late, if there are calls enough to say so. */
  readonly latency?: boolean;
}

/**
 * Says how the server of one recording behaves differently from that of another.
 *
 * @param baseline the recording that is taken for right
 * @throws RecordingError if one of the files is absent or can't be read
 */
export function diff(baseline: string, candidate: string, options: DiffOptions = {}): DiffResult {
  const { rules, noise = [], ...told } = options;
  const opened: Recording[] = [];
  const side = (file: string): ComparedSide => {
    const recording = openRecording(file);
    opened.push(recording);
    return sideOf(recording, rules);
  };
  try {
    return compared(side(baseline), side(candidate), noise.map(side), rules, told);
  } finally {
    for (const recording of opened) recording.close();
  }
}

/** @param like recordings of the baseline's version */
function compared(
  one: ComparedSide,
  other: ComparedSide,
  like: readonly ComparedSide[],
  rules: Rules | undefined,
  told: DiffOptions,
): DiffResult {
  const said = rulesFor(one.recording, rules).noise;
  const known = inTurn(builtInNoise, explainBy(said.ignore));
  const compare: CompareOptions = {
    sets: new Set(said.sets),
    explain: known,
    showIgnored: told.showIgnored ?? false,
    timelines: told.timelines ?? false,
    latency: told.latency ?? false,
  };
  const learned = learnedFrom([one, ...like], compare);
  const result = compareRecordings(one, other, {
    ...compare,
    explain: inTurn(known, explainBy(learned)),
  });
  return { ...result, learned };
}

/** From each pair of recordings of one version. */
function learnedFrom(like: readonly ComparedSide[], options: CompareOptions): readonly NoiseRule[] {
  const quietly = { ...options, showIgnored: false, timelines: false, latency: false };
  return learnNoise(
    like.flatMap((one, at) =>
      like.slice(at + 1).map((other) => compareForNoise(one, other, quietly)),
    ),
  );
}

/** What the first of them says that knows it. */
function inTurn(...all: readonly Explain[]): Explain {
  return (finding) => {
    for (const explain of all) {
      const rule = explain(finding);
      if (rule !== null) return rule;
    }
    return null;
  };
}

function sideOf(recording: Recording, rules: Rules | undefined): ComparedSide {
  return {
    recording,
    linkOf: linkLookup(recording, rules),
    rules: rulesFor(recording, rules).correlate,
  };
}
