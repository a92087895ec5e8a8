import type { GapNews } from './gap-news.js';

/** Who is told how the writing goes. */
export interface WriterListeners {
  /** Told when rows can't be written; one call for each gap. */
  readonly onTrouble?: (reason: string) => void;
  /** Told of each gap twice: when it begins, and when it is over. */
  readonly onGap?: (gap: GapNews) => void;
  /** Told when a commit begins, and when it is over or has failed. */
  readonly onCommit?: (state: 'begins' | 'ends') => void;
}

/** Of nobody. */
export const deaf: Required<WriterListeners> = { onTrouble() {}, onGap() {}, onCommit() {} };
