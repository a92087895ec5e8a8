import type { DifferenceKind, Subject } from './difference.js';

/** A place that is not the same on both sides, before it is known whether that means anything. */
export interface Finding {
  readonly kind: DifferenceKind;
  readonly subject: Subject;
  /** As in a difference. */
  readonly path: string | null;
  readonly place: string | null;
  /** JSON text of what stands there; absent if nothing does. */
  readonly baseline?: string;
  readonly candidate?: string;
  /** A list holds the same items in another order. */
  readonly reordered: boolean;
  /** Of something missing or extra: how many of its label came after its cause on each side. */
  readonly times?: { readonly baseline: number; readonly candidate: number };
}

/** Says by which rule a finding means nothing; null if none of them knows it. */
export type Explain = (finding: Finding) => string | null;

/** How often things of one label were compared, by label: the evidence for what varies among them. */
export type ComparedByLabel = ReadonlyMap<string, number>;

/** What remains of a comparison once built-in noise and renaming are taken out: what noise is learned from. */
export interface Residue {
  readonly findings: readonly Finding[];
  readonly compared: ComparedByLabel;
}
