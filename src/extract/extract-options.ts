import { UsageError } from '../errors.js';

/** What of a recording is extracted; what fits all of these. By default everything. */
export interface ExtractFilter {
  /** Ids of sessions, or names of users. */
  readonly session?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly from?: number;
  /** Milliseconds since the epoch. */
  readonly to?: number;
  /** Names of operations; `*` stands for any text. */
  readonly operation?: readonly string[];
}

export interface ExtractOptions extends ExtractFilter {
  /** The new recording's file; it must not exist yet. */
  readonly output: string;
  /** Ends the work; no output is left then. */
  readonly signal?: AbortSignal;
}

/** A stretch of time, both ends included. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** @throws UsageError if it is no stretch of time */
export function windowOf({ from, to }: ExtractFilter): TimeWindow {
  const window = { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY };
  if (Number.isNaN(window.from) || Number.isNaN(window.to) || window.from > window.to) {
    throw new UsageError('what is extracted ends (to) before it begins (from)');
  }
  return window;
}

/**
 * Tells whether an operation is one of those that are wanted; null if all are.
 *
 * @throws UsageError if one has no name
 */
export function operationFits({
  operation = [],
}: ExtractFilter): ((name: string | null) => boolean) | null {
  if (operation.length === 0) return null;
  if (operation.includes('')) throw new UsageError('an operation to extract has a name');
  const patterns = operation.map(
    (glob) => new RegExp(`^${glob.split(/\*+/u).map(escaped).join('.*')}$`, 'su'),
  );
  return (name) => name !== null && patterns.some((pattern) => pattern.test(name));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
