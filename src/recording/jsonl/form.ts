/** What the first line of the text form of a recording says; see `docs/jsonl.md`. */
export const JSONL_FORMAT = 'understudy-jsonl';

/** Raised with every change to the lines that an older reader would take for something else. */
export const JSONL_VERSION = 1;

/** Bytes of one body or message that stand on one line; of a longer one each piece has a line of its own. */
export const PIECE = 1024 * 1024;

/** Bytes of one line that is read: a few times what the longest that is written needs. */
export const LONGEST_LINE = 64 * 1024 * 1024;

/** Bytes of one body or message that is read, as many as a recorder keeps at most. */
export const LONGEST_CONTENT = 256 * 1024 * 1024;

/** Pieces of one body that are read: twice as many as the longest has. */
export const MOST_PIECES = 1_024;

/** Values within one another in a line: those of a body, and the line's own. */
export const DEEPEST = 220;

/** Values of one line that is read, and characters in it that are written with an escape: twice as many as are ever written. */
export const MOST_PARTS = 2_000_000;
