import { effect } from '@preact/signals';
import type { Row } from '../../protocol/row.js';
import type { RecordingState, TimeRange } from '../state/recording-state.js';
import { chosen } from './compare-state.js';
import { keyOfRow } from './place-facts.js';

/**
 * Has two timelines show the same: all of both from their beginnings, the shorter one with room for as much as the longer;
 * once one is zoomed, what is chosen stands below its counterpart, and all else as far from it as it was. Returns what ends it.
 */
export function linkRanges(states: readonly RecordingState[]): () => void {
  const [one, other] = states;
  if (one === undefined || other === undefined) return () => {};
  const ends = [
    effect(() => {
      const spans = [one.span.value, other.span.value];
      const length = Math.max(...spans.map((span) => (span === null ? 0 : span.to - span.from)));
      for (const [at, state] of [one, other].entries()) {
        const from = spans[at]?.from;
        state.room.value = from === undefined ? null : { from, to: from + length };
      }
    }),
    follow(one, other),
    follow(other, one),
  ];
  return () => {
    for (const end of ends) end();
    for (const state of states) {
      state.room.value = null;
      state.range.value = null;
      state.counterpart.value = null;
    }
  };
}

function follow(leader: RecordingState, follower: RecordingState): () => void {
  return effect(() => {
    const shown = leader.range.value;
    const shift = shiftOf(leader, follower);
    if (shift === null) return;
    const told = shown && { from: shown.from + shift, to: shown.to + shift };
    if (!isSame(follower.range.peek(), told)) follower.range.value = told;
  });
}

/** Milliseconds from a moment in one recording to the one that corresponds in the other; null while there is nothing. */
function shiftOf(leader: RecordingState, follower: RecordingState): number | null {
  const [here, there] = [chosenRow(leader), chosenRow(follower)];
  if (here !== null && there !== null) return there.at - here.at;
  const [from, to] = [leader.span.peek()?.from, follower.span.peek()?.from];
  return from === undefined || to === undefined ? null : to - from;
}

function chosenRow(state: RecordingState): Row | null {
  const keys = chosen.value?.place?.keys;
  if (keys === undefined) return null;
  const own = state.place === 0 ? keys.baseline : keys.candidate;
  const key = keyOfRow(own);
  return key === null ? null : state.book.find(key);
}

/** Milliseconds since the epoch have fractions that get lost on the way. */
function isSame(range: TimeRange | null, other: TimeRange | null): boolean {
  if (range === null || other === null) return range === other;
  return Math.abs(range.from - other.from) < 0.01 && Math.abs(range.to - other.to) < 0.01;
}
