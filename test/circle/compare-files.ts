import { compareRecordings, gwsSets } from '../../src/diff/compare-recordings.js';
import type { DiffResult } from '../../src/diff/difference.js';
import { builtInNoise } from '../../src/diff/noise/built-in-noise.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { linksOf } from '../../src/rules/links-of.js';

export async function diff(baseline: string, candidate: string): Promise<DiffResult> {
  using one = openRecording(baseline);
  using other = openRecording(candidate);
  const side = (recording: typeof one) => {
    const { links, rules } = linksOf(recording);
    const byId = new Map(links.map((link) => [link.notification, link]));
    return { recording, linkOf: (id: number) => byId.get(id) ?? null, rules: rules.correlate };
  };
  return compareRecordings(side(one), side(other), {
    explain: builtInNoise,
    sets: gwsSets,
    showIgnored: true,
  });
}
