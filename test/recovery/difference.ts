import type { Mode, Transcript } from './visit.js';

/** Where one side of a comparison does otherwise than the other, and why it may. */
export interface Difference {
  /** Names of the faults. */
  readonly faults: readonly string[];
  /** By default with each client. */
  readonly isThere?: (mode: Mode) => boolean;
  readonly why: string;
  /** What the client goes through there, where this is what it goes through with the real server. */
  readonly instead: (real: Transcript) => Transcript;
}

/** What a client is to go through, all that is known to differ taken into account. */
export function allowingFor(
  differences: readonly Difference[],
  real: Transcript,
  mode: Mode,
  fault: string,
): Transcript {
  return differences
    .filter(({ faults, isThere = () => true }) => faults.includes(fault) && isThere(mode))
    .reduce((transcript, { instead }) => instead(transcript), real);
}

export function without(lines: Transcript, line: string): Transcript {
  return lines.filter((each) => each !== line);
}

/** Adds a line after the last one of these. */
export function after(lines: Transcript, line: string, added: string): Transcript {
  const at = lines.lastIndexOf(line) + 1;
  return [...lines.slice(0, at), added, ...lines.slice(at)];
}
