import type { Difference, DifferenceKind } from '../../src/index.js';

/** Where a difference may be told. */
export interface Place {
  readonly kind: DifferenceKind;
  readonly user: string;
  /** Undefined: whatever it is; what nobody asked for may be told under the call before it, or under none. */
  readonly call?: string;
  readonly notification: string | null;
  /** Undefined: the whole. */
  readonly path?: string;
  /** Anywhere in what `path` names: of a list, items are told one by one, or as a whole. */
  readonly within?: boolean;
}

/** What `diff` has to say of a plant. */
export interface Expected {
  /** It has to name one of them at least. */
  readonly places: readonly Place[];
}

function isAt(difference: Difference, place: Place): boolean {
  const { kind, user, call, notification } = difference;
  if (kind !== place.kind || user !== place.user || notification !== place.notification) {
    return false;
  }
  if (place.call !== undefined && call !== place.call) return false;
  const path = difference.path ?? '';
  const expected = place.path ?? '';
  return path === expected || (place.within === true && path.startsWith(`${expected}/`));
}

/** Whether a plant was found, and what else was told. */
export interface Verdict {
  readonly found: boolean;
  readonly falseAlarms: readonly Difference[];
}

export function judge(differences: readonly Difference[], { places }: Expected): Verdict {
  const isExpected = (each: Difference): boolean => places.some((place) => isAt(each, place));
  return {
    found: differences.some(isExpected),
    falseAlarms: differences.filter((each) => !isExpected(each)),
  };
}
