/** What can differ, as `docs/contract.md` lists it. */
export const DIFF_KINDS = [
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

export type DiffKind = (typeof DIFF_KINDS)[number];

/** What two recordings differ in, `GET /api/diff`: the answer comes once they have been compared; with `?again` anew. */
export interface DiffOverview {
  /** Which comparison it is; numbers of groups and places belong to it. */
  readonly revision: number;
  readonly same: boolean;
  readonly baseline: DiffRecording;
  readonly candidate: DiffRecording;
  /** How many things had a counterpart and were compared. */
  readonly compared: DiffCounts & { readonly safe: number };
  /** How many places differ, and in how many operations. */
  readonly count: number;
  readonly operations: number;
  readonly kinds: readonly (readonly [kind: DiffKind, count: number])[];
  /** What was taken for noise, by rule. */
  readonly ignored: readonly { readonly rule: string; readonly count: number }[];
  /** How many rules were learned, and from how many recordings. */
  readonly learned: { readonly rules: number; readonly recordings: number };
  /** What counts, by operation, then what was ignored; of each at most `MOST_GROUPS`. */
  readonly groups: readonly DiffGroup[];
  /** How many places that count have no group here, because there are too many. */
  readonly leftOut: number;
  /** Rows that differ; of a notification that one side lacks, the call that should have brought it. */
  readonly marks: Sided<readonly DiffMarkedRow[]>;
  readonly rules: DiffRules;
}

/** How a row differs: `noise` in nothing but what is ignored. */
export type DiffMark = 'changed' | 'only-here' | 'moved' | 'noise';

export interface DiffMarkedRow {
  readonly key: string;
  readonly mark: DiffMark;
  /** The first group that tells of it, and which of its places does. */
  readonly group: number;
  readonly index: number;
}

export interface Sided<T> {
  readonly baseline: T;
  readonly candidate: T;
}

export interface DiffCounts {
  readonly sessions: number;
  readonly calls: number;
  readonly notifications: number;
}

export interface DiffRecording extends DiffCounts {
  /** Name of the file, without its folder. */
  readonly name: string;
  readonly label: string | null;
  readonly target: string | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Where "ignore this from now on" is written. */
export interface DiffRules {
  /** Path of the file as it was named; null if nothing can be written. */
  readonly file: string | null;
  /** What was added to it since the inspector was started, the latest last. */
  readonly added: readonly DiffAddition[];
}

export interface DiffAddition {
  readonly id: number;
  /** JSON text of the rule. */
  readonly rule: string;
}

/** Equal differences at many places, or those of one place whose values are all different. */
export interface DiffGroup {
  /** Its number in this comparison. */
  readonly id: number;
  readonly kind: DiffKind;
  /** Under which name people look for it: the label of the call, or of what differs if no call caused it. */
  readonly operation: string;
  /** Label of what differs. */
  readonly label: string;
  /** JSON Pointer or header; a `*` stands for any item if they are several. */
  readonly place: string | null;
  readonly count: number;
  /** How many different pairs of values there are. */
  readonly values: number;
  /** Users, the most frequent first, and how many places each has; at most a few. */
  readonly users: readonly (readonly [user: string | null, count: number])[];
  /** By which rule they are ignored; null if they count. */
  readonly rule: string | null;
  /** Why no rule can ignore them; null if one can. */
  readonly fixed: string | null;
  readonly first: DiffPlace;
}

/** One place where the recordings differ. */
export interface DiffPlace {
  /** Its number in this comparison. */
  readonly number: number;
  readonly path: string | null;
  readonly user: string | null;
  /** `METHOD path operation`. */
  readonly call: string | null;
  /** What stands there, as JSON text; null if nothing does. At most `MOST_PREVIEW` characters. */
  readonly values: Sided<string | null>;
  readonly keys: Sided<DiffKeys | null>;
  /** If an identifier stands there: where it was renamed otherwise. */
  readonly broken: (Sided<string> & { readonly where: string }) | null;
}

/** Rows of one side. */
export interface DiffKeys {
  readonly exchange: string | null;
  readonly message: string | null;
}

/** `GET /api/diff/groups/ID/places?revision=R&from=N`: some of the places of a group. */
export interface DiffPlaces {
  readonly places: readonly DiffPlace[];
  /** How many there are in all. */
  readonly count: number;
}

/** `GET /api/diff/places/NUMBER?revision=R`: all about one place. */
export interface DiffDetail {
  readonly place: DiffPlace;
  /** Whole, but for what is beyond `MOST_VALUE` characters. */
  readonly values: Sided<string | null>;
  readonly cut: boolean;
  /** What happened around it: its call with all that it caused. Empty where that is not told. */
  readonly stories: Sided<readonly DiffEvent[]>;
  /** All places at which the same thing differs, ignored ones included; at most `MOST_SIBLINGS`. */
  readonly siblings: readonly DiffSibling[];
}

export interface DiffSibling {
  readonly kind: DiffKind;
  readonly path: string | null;
  readonly rule: string | null;
}

export interface DiffEvent {
  readonly kind: 'request' | 'answer' | 'notification';
  /** Milliseconds after the request. */
  readonly offset: number;
  readonly user: string | null;
  readonly text: string;
  readonly key: string;
}

/** `GET /api/diff/groups/ID/ignoring?revision=R`: how a group can be ignored from now on. */
export interface DiffIgnoring {
  readonly scopes: readonly DiffScope[];
  /** `option` of what is proposed first; null if there is none. */
  readonly proposed: number | null;
  readonly file: string | null;
}

/** Where a rule holds, from narrow to wide. */
export interface DiffScope {
  readonly words: string;
  readonly ways: readonly DiffWay[];
}

/** What a rule lets pass there, from narrow to wide. */
export interface DiffWay {
  readonly option: number;
  readonly words: string;
  /** JSON text of the rule. */
  readonly rule: string;
  /** How many of the differences that count now it would ignore. */
  readonly covers: number;
}

/** `POST /api/diff/ignore`; answered by the `DiffAddition`, null if the rule stood there already. */
export interface IgnoreRequest {
  readonly revision: number;
  readonly group: number;
  readonly option: number;
}

/** `POST /api/diff/undo`: takes back what was added, and nothing else. */
export interface UndoRequest {
  readonly addition: number;
}

export const MOST_GROUPS = 5_000;
export const MOST_PLACES = 100;
export const MOST_PREVIEW = 400;
export const MOST_VALUE = 256 * 1024;
export const MOST_SIBLINGS = 1_000;
