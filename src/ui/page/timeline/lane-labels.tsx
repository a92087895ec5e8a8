import { laneWords } from '../../view/timeline/event-words.js';
import type { TimelineView } from './timeline-view.js';

/** Of the words on a label. */
const WORDS = 44;

/** Whose lane it is, beside each lane that is to be seen; a press folds it up. */
export function LaneLabels({ view }: { readonly view: TimelineView }) {
  const [stack, scroll] = [view.stack.value, view.scroll.value];
  const lanes = stack.within(scroll, scroll + view.height.value);
  return (
    <ul class="timeline-labels" aria-label="Desktops">
      {lanes.map((lane) => {
        const { session } = lane;
        const head = session === null ? undefined : view.heads.value.get(session);
        const { name, facts } = laneWords(session, head);
        const isFolded = stack.isFolded(lane);
        const [top, height] = [stack.topOf(lane) - scroll, stack.heightOf(lane)];
        // The words of a lane that is taller than the window stay in it.
        const pushed = Math.max(0, Math.min(-top, height - WORDS));
        return (
          <li
            key={session ?? 'none'}
            style={{ transform: `translateY(${top}px)`, height: `${height}px` }}
          >
            <button
              type="button"
              class="timeline-label"
              aria-expanded={!isFolded}
              title={`${name}, ${facts}, ${lane.size.toLocaleString('en')} events`}
              style={{ paddingTop: `${pushed + (isFolded ? 3 : 6)}px` }}
              onClick={() => view.fold(session)}
            >
              <span class="timeline-label-name">{name}</span>
              {!isFolded && <span class="timeline-label-facts">{facts}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
