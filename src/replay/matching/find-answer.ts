import type { RecordedRequest } from '../script/script.js';
import { type Asked, matchesIn, type RequestBook } from './request-book.js';

export type { Asked } from './request-book.js';

/** Which recorded answers a live session has had. */
export interface Memory {
  /** Exchange ids of calls that were answered. */
  readonly used: Set<number>;
  /** How often a safe request was answered at a position, by the id of the first exchange there. */
  readonly polls: Map<number, number>;
  /** How many calls at the beginning of a list were answered. */
  readonly answered: WeakMap<readonly RecordedRequest[], number>;
}

export function emptyMemory(): Memory {
  return { used: new Set(), polls: new Map(), answered: new WeakMap() };
}

/** The first equal call that has not been used yet; null if there is none. */
export function findCall(book: RequestBook, asked: Asked, memory: Memory): RecordedRequest | null {
  const equal = matchesIn(book, asked);
  const before = memory.answered.get(equal) ?? 0;
  let at = before;
  for (let each = equal[at]; each !== undefined && memory.used.has(each.exchange); ) {
    at++;
    each = equal[at];
  }
  if (at > before) memory.answered.set(equal, at);
  return equal[at] ?? null;
}

/** The last equal call, used or not: what it was answered is given again. */
export function findLastCall(book: RequestBook, asked: Asked): RecordedRequest | null {
  return matchesIn(book, asked).at(-1) ?? null;
}

/**
 * The answer to a safe request at a causal position: of the answers recorded there the next one, in the end
 * the last one again; if nothing was recorded there, those of the latest position before, else of the first after.
 *
 * @param position index of the furthest recorded act performed so far, -1 for none
 */
export function findSafe(
  book: RequestBook,
  asked: Asked,
  memory: Memory,
  position: number,
): RecordedRequest | null {
  const equal = matchesIn(book, asked);
  const after = firstAfter(equal, position);
  const chosen = equal[after - 1] ?? equal[after];
  if (chosen === undefined) return null;
  // A desktop may have polled thousands of times: halve.
  const first = firstAfter(equal, chosen.position - 1);
  const last = firstAfter(equal, chosen.position) - 1;
  const key = equal[first]?.exchange ?? 0;
  const polls = memory.polls.get(key) ?? 0;
  memory.polls.set(key, polls + 1);
  return equal[Math.min(first + polls, last)] ?? null;
}

/** A safe request was not answered with what was found for it just now: the next one finds that again. */
export function takeBackSafe(
  book: RequestBook,
  asked: Asked,
  memory: Memory,
  found: RecordedRequest,
): void {
  const equal = matchesIn(book, asked);
  const key = equal[firstAfter(equal, found.position - 1)]?.exchange ?? 0;
  memory.polls.set(key, Math.max(0, (memory.polls.get(key) ?? 0) - 1));
}

/** Index of the first one beyond a position; they are in order. */
function firstAfter(requests: readonly RecordedRequest[], position: number): number {
  let [low, high] = [0, requests.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((requests[middle]?.position ?? position) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
