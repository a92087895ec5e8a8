import type { RecordedRequest } from '../script/script.js';
import { matchesShape } from './compare-shapes.js';
import { keysFor } from './redacted-path.js';
import type { RequestShape } from './request-shape.js';

/** A request as it is looked up. */
export interface Asked {
  readonly shape: RequestShape;
  /** It carries `If-None-Match` or `If-Modified-Since`: only then 304 means something to the client. */
  readonly conditional: boolean;
}

/** Which recorded answers a live session has had. */
export interface Memory {
  /** Exchange ids of calls that were answered. */
  readonly used: Set<number>;
  /** How often a safe request was answered at a position, by the id of the first exchange there. */
  readonly polls: Map<number, number>;
}

export function emptyMemory(): Memory {
  return { used: new Set(), polls: new Map() };
}

/** By `bookKey`, in recorded order. */
type RequestBook = ReadonlyMap<string, readonly RecordedRequest[]>;

/** The first equal call that has not been used yet; null if there is none. */
export function findCall(book: RequestBook, asked: Asked, memory: Memory): RecordedRequest | null {
  const fits = fitting(asked);
  return (
    recordedFor(book, asked).find((each) => !memory.used.has(each.exchange) && fits(each)) ?? null
  );
}

/** The last equal call, used or not: what it was answered is given again. */
export function findLastCall(book: RequestBook, asked: Asked): RecordedRequest | null {
  return recordedFor(book, asked).findLast(fitting(asked)) ?? null;
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
  // A desktop may have polled thousands of times: only those about the position are compared.
  const candidates = recordedFor(book, asked);
  const fits = fitting(asked);
  const after = candidates.findLastIndex((each) => each.position <= position) + 1;
  const chosen =
    candidates.findLast((each, at) => at < after && fits(each)) ??
    candidates.find((each, at) => at >= after && fits(each));
  if (chosen === undefined) return null;
  const there = candidates.filter((each) => each.position === chosen.position && fits(each));
  const key = there[0]?.exchange ?? 0;
  const polls = memory.polls.get(key) ?? 0;
  memory.polls.set(key, polls + 1);
  return there[Math.min(polls, there.length - 1)] ?? null;
}

/** A safe method and a call's never have one key, so that the two don't mix. */
function recordedFor(book: RequestBook, { shape }: Asked): readonly RecordedRequest[] {
  const [sure = [], open = []] = keysFor(shape).map((key) => book.get(key) ?? []);
  if (open.length === 0) return sure;
  return [...sure, ...open].sort((a, b) => a.position - b.position || a.exchange - b.exchange);
}

function fitting({ shape, conditional }: Asked): (request: RecordedRequest) => boolean {
  return (each) => (each.status !== 304 || conditional) && matchesShape(shape, each.shape);
}
