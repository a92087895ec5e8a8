import { clockWords } from '../../view/timeline/time-words.js';
import { tellsOffsets } from '../table/table-state.js';
import type { TimelineView } from './timeline-view.js';

/** Beside overview and axis: how many there are, and what the axis tells. */
export function TimelineCorner({ view }: { readonly view: TimelineView }) {
  const desktops = view.state.sessions.value.length;
  return (
    <div class="timeline-corner">
      <p>
        {desktops.toLocaleString('en')} {desktops === 1 ? 'desktop' : 'desktops'}
      </p>
      <p>
        {tellsOffsets.value
          ? 'since the first event'
          : `${clockWords(view.range.value.from, 'day')}, UTC`}
      </p>
    </div>
  );
}
