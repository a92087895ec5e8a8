import { linksAnew } from '../../src/correlate/recorded/completed-links.js';
import { compareRecordings } from '../../src/diff/compare-recordings.js';
import type { DiffResult } from '../../src/diff/difference.js';
import { builtInNoise } from '../../src/diff/noise/built-in-noise.js';
import type { ComparedSide } from '../../src/diff/side.js';
import type { Recording } from '../../src/recording/reader.js';
import { gwsRules } from '../../src/rules/rules.js';

/** A recording as it is compared, linked anew. */
export function sideOf(recording: Recording): ComparedSide {
  const links = new Map(
    linksAnew(recording, gwsRules.correlate).map((link) => [link.notification, link]),
  );
  return {
    recording,
    linkOf: (notification) => links.get(notification) ?? null,
    rules: gwsRules.correlate,
  };
}

export function compareSides(baseline: ComparedSide, candidate: ComparedSide): DiffResult {
  return compareRecordings(baseline, candidate, {
    explain: builtInNoise,
    sets: new Set(gwsRules.noise.sets),
    showIgnored: false,
  });
}

/** Each difference in a few words. */
export function brief({ differences }: DiffResult): readonly string[] {
  return differences.map(({ kind, path }) => (path === null ? kind : `${kind} ${path}`));
}
