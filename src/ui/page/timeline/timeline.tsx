import { shown } from '../state/inspector-state.js';
import { TimelineOf } from './timeline-of.js';

/** A lane for each desktop of the shown recording, HTTP above and Bayeux below, time across. */
export function Timeline() {
  const state = shown.value;
  return state === null ? null : <TimelineOf state={state} key={state.place} />;
}
