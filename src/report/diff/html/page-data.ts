import type { DifferenceKind, IgnoredCount, TimelineEvent } from '../../../diff/difference.js';

/** What the page is made of, as it stands in it as JSON. All texts are printable. */
export interface PageData extends PageFacts {
  readonly groups: readonly PageGroup[];
  readonly timelines: readonly PageTimelines[];
  /** How many differences, ignored ones included, have no room in the page. */
  readonly leftOut: number;
}

/** What is told above the differences. */
export interface PageFacts {
  readonly verdict: string;
  readonly same: boolean;
  readonly recordings: readonly PageRecording[];
  readonly compared: string;
  readonly kinds: readonly (readonly [kind: DifferenceKind, count: number])[];
  readonly operations: readonly PageOperation[];
  readonly ignored: readonly IgnoredCount[];
}

export interface PageRecording {
  readonly side: 'baseline' | 'candidate';
  readonly file: string;
  readonly label: string | null;
  readonly lines: readonly string[];
}

export interface PageOperation {
  readonly name: string;
  readonly count: number;
}

/** Equal differences, told once. */
export interface PageGroup {
  readonly kind: DifferenceKind;
  readonly operation: string;
  readonly notification: string | null;
  readonly place: string | null;
  readonly count: number;
  readonly baseline: string | null;
  readonly candidate: string | null;
  /** How often, for whom and where, in words. */
  readonly times: string;
  /** Where an identifier was renamed otherwise, in words; null if nothing broke. */
  readonly broken: string | null;
  /** By which rule they are ignored; null if they count. */
  readonly rule: string | null;
  /** The first of the places, if the group does not tell them already. */
  readonly places: readonly PagePlace[];
  /** Index among the timelines; -1 if there is none. */
  readonly timeline: number;
  /** What of the timeline it is about: ids of both sides. */
  readonly ids: readonly (number | null)[];
}

export interface PagePlace {
  /** Null if it is that of its group. */
  readonly path: string | null;
  readonly where: string;
  /** Only if the places of its group have different values. */
  readonly baseline: string | null;
  readonly candidate: string | null;
}

/** What happened on both sides, and how many milliseconds the longer one took. */
export interface PageTimelines {
  readonly longest: number;
  readonly baseline: readonly TimelineEvent[];
  readonly candidate: readonly TimelineEvent[];
}
