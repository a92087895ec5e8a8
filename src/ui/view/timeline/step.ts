import type { Row } from '../../protocol/row.js';
import type { RowBook } from '../row-book.js';
import type { Item } from './item.js';
import type { Lane } from './lane.js';
import type { LaneIndex } from './lane-index.js';
import type { LaneStack } from './lane-stack.js';
import type { Lit } from './track.js';

/**
 * The next event of a lane after a moment of the wire, or the one before it.
 *
 * @param lit what is searched for: only that is stepped on
 */
export function stepInLane(
  lane: Lane,
  from: { readonly at: number; readonly seq: number },
  forward: boolean,
  lit: Lit | null,
): Item | undefined {
  let best: Item | undefined;
  for (const track of lane.tracks) {
    const list = track.lit(lit) ?? track.items;
    const item = forward ? list.after(from.at, from.seq) : list.before(from.at, from.seq);
    if (item === undefined) continue;
    if (best === undefined || isBefore(item, best) === forward) best = item;
  }
  return best;
}

/** The event nearest in time in the lane below (or above) that has any. */
export function stepToLane(
  stack: LaneStack,
  from: Lane,
  time: number,
  by: 1 | -1,
  lit: Lit | null,
): Item | undefined {
  for (let lane = stack.beside(from, by), before = from; lane !== undefined && lane !== before; ) {
    const item = nearestInLane(lane, time, lit);
    if (item !== undefined) return item;
    before = lane;
    lane = stack.beside(lane, by);
  }
  return undefined;
}

export function nearestInLane(lane: Lane, time: number, lit: Lit | null): Item | undefined {
  const moment = { at: time, seq: Number.NEGATIVE_INFINITY };
  const [after, before] = [
    stepInLane(lane, moment, true, lit),
    stepInLane(lane, moment, false, lit),
  ];
  if (after === undefined || before === undefined) return after ?? before;
  return after.at - time < time - before.at ? after : before;
}

/** The call that something belongs to: itself, or what a notification answers; null if there is none. */
export function callOf(row: Row, book: RowBook): Row | null {
  if (row.kind === 'call') return row;
  return row.call === null ? null : book.find(`e${row.call}`);
}

/** The notification of the same call that follows (or precedes) a row, round again at the ends. */
export function stepAmongAnswers(row: Row, book: RowBook, forward: boolean): Row | null {
  const call = callOf(row, book);
  if (call === null) return null;
  const answers = book.answersOf(call.id);
  const place = answers.findIndex(({ key }) => key === row.key);
  if (place === -1) return answers.at(forward ? 0 : -1) ?? null;
  return answers.at((place + (forward ? 1 : -1)) % answers.length) ?? null;
}

/** The next thing in the whole recording that somebody would look for: failed, uncorrelated, unsolicited, missed. */
export function stepToNotable(
  index: LaneIndex,
  from: { readonly at: number; readonly seq: number },
  forward: boolean,
): Item | undefined {
  let best: Item | undefined;
  for (const list of index.totals.notable.values()) {
    const item = forward ? list.after(from.at, from.seq) : list.before(from.at, from.seq);
    if (item === undefined) continue;
    if (best === undefined || isBefore(item, best) === forward) best = item;
  }
  return best;
}

function isBefore(a: Item, b: Item): boolean {
  return a.at < b.at || (a.at === b.at && a.row.seq < b.row.seq);
}
