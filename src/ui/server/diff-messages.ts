import type { Rules } from '../../rules/rules.js';
import type { DiffDetail, DiffIgnoring, DiffPlaces } from '../protocol/diff.js';
import type { ComparedOverview } from './diff-book.js';

/** Which recordings are compared, and what is known to be noise. */
export interface CompareOrder {
  readonly baseline: string;
  readonly candidate: string;
  /** Recordings of the baseline's version. */
  readonly noise: readonly string[];
  /** The sections that rules files speak of; null without any. */
  readonly rules: Partial<Rules> | null;
  /** A rules file over them, read anew each time if it is there; null for none. */
  readonly file: string | null;
}

/** What the comparing thread can be asked, with what it answers; null where there is no such thing. */
export interface DiffQuestions {
  compare: { readonly ask: { readonly order: CompareOrder }; readonly answer: ComparedOverview };
  places: {
    readonly ask: { readonly group: number; readonly from: number };
    readonly answer: DiffPlaces | null;
  };
  detail: { readonly ask: { readonly number: number }; readonly answer: DiffDetail | null };
  ignoring: {
    readonly ask: { readonly group: number };
    readonly answer: Omit<DiffIgnoring, 'file'> | null;
  };
  rule: {
    readonly ask: { readonly group: number; readonly option: number };
    readonly answer: string | null;
  };
}

export type DiffQuestion = {
  [K in keyof DiffQuestions]: { readonly type: K } & DiffQuestions[K]['ask'];
}[keyof DiffQuestions];

export interface ToDiffWorker {
  readonly id: number;
  readonly question: DiffQuestion;
}

export type FromDiffWorker =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly trouble: DiffTrouble };

/** An error, as it comes through to another thread. */
export interface DiffTrouble {
  readonly message: string;
  readonly kind: 'recording' | 'usage' | 'other';
  /** The recording that is at fault; '' if none is. */
  readonly file: string;
}
