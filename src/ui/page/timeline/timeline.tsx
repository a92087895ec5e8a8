import { shown } from '../state/inspector-state.js';
import { timelineHeight } from '../state/timeline-height.js';
import { TimelineOf } from './timeline-of.js';

/** A lane for each desktop of the shown recording, HTTP above and Bayeux below, time across. */
export function Timeline() {
  const state = shown.value;
  if (state === null) return null;
  return (
    <div class="timeline-place" id="timeline" style={{ height: `${timelineHeight.value}%` }}>
      <TimelineOf state={state} key={state.place} />
    </div>
  );
}
