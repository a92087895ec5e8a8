import type { RecordedRequest } from '../script/script.js';
import { matchesShape } from './compare-shapes.js';
import { type RequestShape, shapeKey } from './request-shape.js';

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

type RequestBook = ReadonlyMap<string, readonly RecordedRequest[]>;

/** The first equal call that has not been used yet; null if there is none. */
export function findCall(book: RequestBook, asked: Asked, memory: Memory): RecordedRequest | null {
  return (
    fitting(book, asked).find(({ call, exchange }) => call && !memory.used.has(exchange)) ?? null
  );
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
  const candidates = fitting(book, asked).filter(({ call }) => !call);
  const before = candidates.findLast((each) => each.position <= position);
  const chosen = before ?? candidates[0];
  if (chosen === undefined) return null;
  const there = candidates.filter((each) => each.position === chosen.position);
  const key = there[0]?.exchange ?? 0;
  const polls = memory.polls.get(key) ?? 0;
  memory.polls.set(key, polls + 1);
  return there[Math.min(polls, there.length - 1)] ?? null;
}

function fitting(book: RequestBook, { shape, conditional }: Asked): readonly RecordedRequest[] {
  return (book.get(shapeKey(shape)) ?? []).filter(
    (each) => (each.status !== 304 || conditional) && matchesShape(shape, each.shape),
  );
}
