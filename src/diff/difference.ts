import type { NoiseRule } from '../rules/noise-rules.js';

/** What can differ, as `docs/contract.md` lists it. */
export const DIFFERENCE_KINDS = [
  'call-missing',
  'call-extra',
  'status',
  'header',
  'body',
  'notification-missing',
  'notification-extra',
  'notification-changed',
  'notification-order',
  'notification-late',
] as const;

export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One place where two recordings differ in what the server said. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Whose desktop got it; null if nobody knows. */
  readonly user: string | null;
  /** `METHOD path operation` of the baseline's exchange, or of the candidate's if only that one has it; null for what no call caused. */
  readonly call: string | null;
  /** `channel messageType notificationType`; null if it is no notification that differs. */
  readonly notification: string | null;
  /** JSON Pointer (RFC 6901) into the body, for notifications into `data`; for headers the name in lower case; null if the whole differs. */
  readonly path: string | null;
  /** What stands there; absent if nothing does. What JavaScript can't hold exactly is `{json: text}`, bytes are `{base64: text}`. */
  readonly baseline?: unknown;
  readonly candidate?: unknown;
  readonly subject: Subject;
  /** `path` with a `*` for each item of a list, so that alike places have one name. */
  readonly place: string | null;
  /** If an identifier stands there: where it was renamed otherwise. */
  readonly broken: BrokenRenaming | null;
}

/** What a difference is about: an exchange, a notification, or an act of Bayeux. The same object for all differences of one. */
export interface Subject {
  readonly kind: 'call' | 'safe' | 'notification' | 'bayeux';
  /** Names what is alike: `POST me/tweets/{id} Complete`; of a notification `/v2/me/tweets TwitterStateChangeMessage StatusChange`. */
  readonly label: string;
  /** The label under which people look for it: of a notification that of the call that caused it; null if none did. */
  readonly operation: string | null;
  readonly user: string | null;
  readonly call: string | null;
  readonly notification: string | null;
  /** Ids as `show` prints them; null on a side that has neither such a thing nor the call that it follows. */
  readonly baseline: SubjectIds | null;
  readonly candidate: SubjectIds | null;
}

export interface SubjectIds {
  /** Id of the exchange, for a notification of the call that caused it; null if there is none. */
  readonly exchange: number | null;
  /** Id of the notification's message; null if it is none. */
  readonly message: number | null;
}

/** The other place, where the same identifier of one side stood for another of the other side. */
export interface BrokenRenaming {
  /** The pair that was seen there. */
  readonly baseline: string;
  readonly candidate: string;
  /** For people: `answer of POST /api/v2/me/tweets/1 Complete at /referenceId`. */
  readonly where: string;
}

/** A difference that means nothing, and by which rule. */
export interface IgnoredDifference extends Difference {
  readonly rule: string;
}

/** How much was ignored by a rule. */
export interface IgnoredCount {
  readonly rule: string;
  readonly count: number;
}

/** One of the recordings that were compared. */
export interface ComparedRecording {
  readonly file: string;
  readonly label: string | null;
  readonly target: string | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly sessions: number;
  readonly calls: number;
  readonly notifications: number;
  /** Why something may be missing in it that the server said. */
  readonly lacks: RecordingLacks;
}

/** What is known to have been left out of a recording. */
export interface RecordingLacks {
  readonly interrupted: boolean;
  /** How many stretches could not be recorded. */
  readonly gaps: number;
  /** How often a stand-in desktop waited in vain. */
  readonly failedWaits: number;
  /** Only these operations were recorded; empty if all were. */
  readonly only: readonly string[];
  /** Patterns of paths on which nothing was recorded. */
  readonly exclude: readonly string[];
}

/** How many things of each kind had a counterpart and were compared. */
export interface ComparedCounts {
  readonly sessions: number;
  readonly calls: number;
  readonly safe: number;
  readonly notifications: number;
}

/** How two recordings differ. */
export interface DiffResult {
  readonly same: boolean;
  /** In the baseline's order: sessions, then acts, each with what it caused. */
  readonly differences: readonly Difference[];
  /** By rule, in the order of their names. */
  readonly ignored: readonly IgnoredCount[];
  /** All that was ignored; empty unless asked for. */
  readonly ignoredDifferences: readonly IgnoredDifference[];
  readonly baseline: ComparedRecording;
  readonly candidate: ComparedRecording;
  readonly compared: ComparedCounts;
  /** What was learned to vary by itself, from recordings of one version. */
  readonly learned: readonly NoiseRule[];
  /** What happened around what differs, by subject; only where it was asked for. */
  readonly timelines: ReadonlyMap<Subject, Timelines>;
}

/** A call with all that it caused, on both sides, in order. */
export interface Timelines {
  readonly baseline: readonly TimelineEvent[];
  readonly candidate: readonly TimelineEvent[];
}

export interface TimelineEvent {
  readonly kind: 'request' | 'answer' | 'notification';
  /** Milliseconds after the request. */
  readonly offset: number;
  /** Who got it. */
  readonly user: string | null;
  /** For people: `POST /api/v2/me/tweets/1 Complete`, `200`, `TwitterStateChangeMessage StatusChange Completed`. */
  readonly text: string;
  /** Exchange or message id. */
  readonly id: number;
}
