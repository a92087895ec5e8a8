import { computed, effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DiffMark } from '../../protocol/diff.js';
import { recordings } from '../state/inspector-state.js';
import type { RecordingState, TimeRange } from '../state/recording-state.js';
import { timelineHeight } from '../state/timeline-height.js';
import { TimelineOf } from '../timeline/timeline-of.js';
import { noise, overview } from './compare-state.js';
import { followSelection } from './follow-selection.js';
import './compared-timelines.css';

const SIDES = ['baseline', 'candidate'] as const;

/** How the rows of each side differ; what differs in noise alone only while noise is shown. */
const marks = computed(() =>
  SIDES.map((side) => {
    const all = overview.value?.marks[side] ?? [];
    const shown = noise.value === null ? all.filter(({ mark }) => mark !== 'noise') : all;
    return new Map<string, DiffMark>(shown.map(({ key, mark }) => [key, mark]));
  }),
);

/** Baseline above, candidate below: both from the beginning of their recording on one scale, moved and zoomed together. */
export function ComparedTimelines() {
  const states = recordings.value;
  useEffect(() => link(states), [states]);
  useEffect(followSelection, []);
  return (
    <div class="compared-timelines" id="timeline" style={{ height: `${timelineHeight.value}%` }}>
      {states.map((state, at) => (
        <TimelineOf
          key={state.place}
          state={state}
          marks={marks.value[at]}
          title={SIDES[at] ?? 'candidate'}
        />
      ))}
    </div>
  );
}

/**
 * Whatever stretch one of them shows, the other shows the same after its own beginning; the shorter one has room for as much as
 * the longer. Returns what ends it.
 */
function link(states: readonly RecordingState[]): () => void {
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
    const from = leader.span.peek()?.from;
    const to = follower.span.peek()?.from;
    if (from === undefined || to === undefined) return;
    const told = shown && { from: shown.from - from + to, to: shown.to - from + to };
    if (!isSame(follower.range.peek(), told)) follower.range.value = told;
  });
}

/** Milliseconds since the epoch have fractions that get lost on the way. */
function isSame(range: TimeRange | null, other: TimeRange | null): boolean {
  if (range === null || other === null) return range === other;
  return Math.abs(range.from - other.from) < 0.01 && Math.abs(range.to - other.to) < 0.01;
}
