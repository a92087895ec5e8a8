import type { Gap } from '../recording/exchange.js';
import type { Part } from './part.js';
import { partOf, type Source } from './sources.js';

/** What is missing of a series: between its parts for sure, before them perhaps. */
export interface MissingParts {
  readonly gaps: readonly Gap[];
  /** Sentences. */
  readonly notices: readonly string[];
}

export function missingParts(source: Source): MissingParts {
  const gaps: Gap[] = [];
  const notices: string[] = [];
  const [first] = source;
  const number = first === undefined ? 1 : partOf(first);
  if (first !== undefined && number > 1) {
    const missing = number === 2 ? 'part 1 is' : `parts 1 to ${number - 1} are`;
    notices.push(`${first.file} is part ${number} of its series: ${missing} not among the files`);
  }
  for (const [index, after] of source.entries()) {
    const before = source[index - 1];
    if (before === undefined) continue;
    const gap = gapBetween(before, after);
    if (gap === null) continue;
    gaps.push(gap);
    notices.push(
      `${gap.reason}, between ${before.file} and ${after.file}: the recording has a gap`,
    );
  }
  return { gaps, notices };
}

function gapBetween(before: Part, after: Part): Gap | null {
  const from = partOf(before) + 1;
  const to = partOf(after) - 1;
  if (from > to) return null;
  const reason = from === to ? `part ${from} is missing` : `parts ${from} to ${to} are missing`;
  const began = after.info.startedAt;
  return { from: Math.min(before.info.endedAt ?? began, began), to: began, reason };
}

/** Gaps of all parts, by time. One that lasted through several parts of a series stands in each of them. */
export function gapsOfAll(
  parts: readonly Part[],
  missing: readonly MissingParts[],
): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const [index, { info }] of parts.entries()) {
    for (const [number, gap] of info.gaps.entries()) {
      const { series } = info;
      const place = series === null ? `${index}/${number}` : `series ${series.id}`;
      gaps.set(`${place} ${gap.from} ${gap.to} ${gap.reason}`, gap);
    }
  }
  const all = [...gaps.values(), ...missing.flatMap((each) => each.gaps)];
  return all.toSorted((a, b) => a.from - b.from);
}
