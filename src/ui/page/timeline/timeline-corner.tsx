import { clockWords } from '../../view/timeline/time-words.js';
import { tellsOffsets } from '../table/table-state.js';
import type { TimelineView } from './timeline-view.js';

/** Beside overview and axis: how much there is, and what the axis tells. */
export function TimelineCorner({ view }: { readonly view: TimelineView }) {
  view.indexed.value;
  const desktops = view.state.sessions.value.length;
  const events = view.index.size.toLocaleString('en');
  return (
    <div class="timeline-corner">
      <p>
        {desktops.toLocaleString('en')} {desktops === 1 ? 'desktop' : 'desktops'}, {events} events
      </p>
      <p>
        {tellsOffsets.value
          ? 'since the first event'
          : `${clockWords(view.range.value.from, 'day')}, UTC`}
      </p>
    </div>
  );
}
