import type { CsrfHeaders } from '../../acts/csrf.js';
import type { FlowPlace } from './flow-place.js';

/** A place with how often a value stood there. */
export interface CountedPlace extends FlowPlace {
  readonly count: number;
}

/** A value that the server handed out and a desktop gave back. */
export interface FollowedValue {
  readonly value: string;
  /** Where the server said it first, in wire order. */
  readonly firstSaid: number;
  /** Where it is learned from: the first place first. */
  readonly from: readonly CountedPlace[];
  /** Where it is replaced. */
  readonly to: readonly CountedPlace[];
  /** Whose requests carry it; null for who is not known. */
  readonly users: readonly (string | null)[];
}

/**
 * Why a person should look: it looks like a word (an enumeration?), like a time, it is a number so short that chance may
 * explain it, it is a number that is named like no identifier, it has the name of a user, it may be a reference that the desktop made up, the desktop said it before the server did, or two different things that
 * the server said could be meant (this one is followed all the same).
 */
export type Doubt =
  | 'word'
  | 'time'
  | 'short-number'
  | 'plain-number'
  | 'user-name'
  | 'own-reference'
  | 'asked-first'
  | 'several-sources';

export interface AmbiguousValue {
  readonly value: string;
  readonly doubt: Doubt;
  /** Whether it is followed unless a person decides otherwise. */
  readonly followed: boolean;
  readonly from: readonly CountedPlace[];
  readonly to: readonly CountedPlace[];
  readonly users: readonly (string | null)[];
}

/** A followed value that a desktop carried which had not been told it, but another had. */
export interface HandedOver {
  /** Id of the session that carried it; null for what belongs to none. */
  readonly session: number | null;
  /** Where in wire order it did so. */
  readonly asked: number;
  /** Where the server had said it first. */
  readonly said: number;
}

/** Which values are followed through a recording. */
export interface ValueFlow {
  /** In the order in which the server said them first. */
  readonly followed: readonly FollowedValue[];
  readonly ambiguous: readonly AmbiguousValue[];
  /** What desktops had from each other, as people do by telephone. */
  readonly handedOver: readonly HandedOver[];
  /** Headers by which CSRF tokens are carried: nothing is replaced in those of a request. */
  readonly csrf: CsrfHeaders;
  /** By which the recorded server was named. */
  readonly origins: readonly string[];
}
