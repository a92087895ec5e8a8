import { laneWords } from '../../view/timeline/event-words.js';
import type { TimelineView } from './timeline-view.js';

/** Whose lane it is, beside each lane that is to be seen; a press folds it up. */
export function LaneLabels({ view }: { readonly view: TimelineView }) {
  const [stack, scroll] = [view.stack.value, view.scroll.value];
  view.state.version.value;
  const lanes = stack.within(scroll, scroll + view.height.value);
  return (
    <ul class="timeline-labels" aria-label="Desktops">
      {lanes.map((lane) => {
        const { session } = lane;
        const head = session === null ? undefined : view.heads.value.get(session);
        const { name, facts } = laneWords(session, head);
        const isFolded = stack.isFolded(lane);
        const count = lane.size.toLocaleString('en');
        return (
          <li
            key={session ?? 'none'}
            style={{
              transform: `translateY(${stack.topOf(lane) - scroll}px)`,
              height: `${stack.heightOf(lane)}px`,
            }}
          >
            <button
              type="button"
              class="timeline-label"
              aria-expanded={!isFolded}
              title={`${name}, ${facts}, ${count} events`}
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
