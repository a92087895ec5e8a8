import { computed, effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DiffMark } from '../../protocol/diff.js';
import { visibleText } from '../../view/visible-text.js';
import { recordings } from '../state/inspector-state.js';
import type { RecordingState, TimeRange } from '../state/recording-state.js';
import { TimelineOf } from '../timeline/timeline-of.js';
import { noise, overview } from './compare-state.js';
import './compared-timelines.css';

const SIDES = ['baseline', 'candidate'] as const;

/** How the rows of each side differ; what differs in noise alone only while noise is shown. */
const marks = computed(() =>
  SIDES.map((side) => {
    const all = overview.value?.marks[side] ?? [];
    return new Map<string, DiffMark>(
      noise.value === null ? all.filter(([, mark]) => mark !== 'noise') : all,
    );
  }),
);

/** Baseline above, candidate below: both from the beginning of their recording on one scale, moved and zoomed together. */
export function ComparedTimelines() {
  const states = recordings.value;
  useEffect(() => linkRanges(states), [states]);
  return (
    <div class="compared-timelines">
      {states.map((state, at) => (
        <div class="compared-timeline" key={state.place}>
          <h2>
            {SIDES[at]} <span>{visibleText(state.head.value.name)}</span>
          </h2>
          <TimelineOf state={state} marks={marks.value[at]} />
        </div>
      ))}
    </div>
  );
}

/** Whatever stretch one of them shows, the other shows the same after its own beginning. Returns what ends it. */
function linkRanges(states: readonly RecordingState[]): () => void {
  const [one, other] = states;
  if (one === undefined || other === undefined) return () => {};
  const ends = [follow(one, other), follow(other, one)];
  return () => {
    for (const end of ends) end();
    for (const state of states) state.range.value = null;
  };
}

function follow(leader: RecordingState, follower: RecordingState): () => void {
  return effect(() => {
    const [here, there] = [leader.span.value, follower.span.value];
    if (here === null || there === null) return;
    // All of both: the longer one decides.
    const length = Math.max(here.to - here.from, there.to - there.from, 1);
    const shown = leader.range.value ?? { from: here.from, to: here.from + length };
    if (leader.range.peek() === null) leader.range.value = shown;
    const told = {
      from: shown.from - here.from + there.from,
      to: shown.to - here.from + there.from,
    };
    if (!isSame(follower.range.peek(), told)) follower.range.value = told;
  });
}

/** Milliseconds since the epoch have fractions that get lost on the way. */
function isSame(range: TimeRange | null, other: TimeRange): boolean {
  return (
    range !== null &&
    Math.abs(range.from - other.from) < 0.001 &&
    Math.abs(range.to - other.to) < 0.001
  );
}
