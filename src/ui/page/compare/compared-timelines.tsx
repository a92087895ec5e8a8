import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DiffMark } from '../../protocol/diff.js';
import { recordings } from '../state/inspector-state.js';
import { timelineHeight } from '../state/timeline-height.js';
import { TimelineOf } from '../timeline/timeline-of.js';
import { noise, overview } from './compare-state.js';
import { followSelection } from './follow-selection.js';
import { linkRanges } from './link-ranges.js';
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

/** Baseline above, candidate below, on one scale, moved and zoomed together. */
export function ComparedTimelines() {
  const states = recordings.value;
  useEffect(() => linkRanges(states), [states]);
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
